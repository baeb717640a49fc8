package sandstore.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.ReadChunkRequest;
import sandstore.wire.Channels;
import sandstore.wire.Conduit;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/** One piece of a chunk from one node into a buffer, each frame verified as it comes. */
final class ChunkDownload extends ClientCall.Listener<DataFrame> {
  /** A node that sends nothing for so long is left for another replica. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LAST_WORDS = Duration.ofMillis(500);
  private static final int FRAMES_AHEAD = 4;
  private static final int SLICE_BYTES = 256 << 10;

  /** Of less, a node looks at each byte before it leaves: that costs it nothing. */
  private static final int UNREAD_BYTES = 1 << 20;

  private final byte[] to;
  private final int length;
  private final long base;
  private final ClientCall<ReadChunkRequest, DataFrame> call;
  private final NodeId node;
  private final Turn turn;
  private final @Nullable Conduit conduit;
  private final Deque<DataFrame> announced = new ArrayDeque<>();
  private final long begunNanos = System.nanoTime();
  private long answeredNanos;
  private boolean answered;
  private int filled;
  private int crc32c;
  private boolean damaged;
  private boolean closed;
  private boolean over;
  private @Nullable StoreException failure;

  /** Of several downloads into one buffer, the one that answered first has it. */
  static final class Turn {
    private @Nullable ChunkDownload taken;
  }

  private ChunkDownload(
      NodeId node,
      @Nullable Conduit conduit,
      ClientCall<ReadChunkRequest, DataFrame> call,
      Turn turn,
      byte[] to,
      int length,
      long base) {
    this.node = node;
    this.conduit = conduit;
    this.call = call;
    this.turn = turn;
    this.to = to;
    this.length = length;
    this.base = base;
  }

  /**
   * Begins to fill {@code to} from 0, unless another one takes the turn.
   *
   * @param unread the node need not look at the bytes, since they are compared here
   * @throws StoreException if the node cannot be asked
   */
  static ChunkDownload begin(
      Channels channels,
      NodeId node,
      ReadChunkRequest request,
      Turn turn,
      byte[] to,
      Deadline deadline,
      boolean unread) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(
            deadline.remaining(LIMIT).toNanos(), TimeUnit.NANOSECONDS);
    Conduit conduit = channels.conduit(node);
    ClientCall<ReadChunkRequest, DataFrame> call;
    try {
      call = channels.to(node).newCall(ChunkServiceGrpc.getReadMethod(), options);
    } catch (RuntimeException e) {
      if (conduit != null) {
        conduit.close();
      }
      throw Failures.fromStatus(e, false);
    }
    int length = Math.toIntExact(request.getLength());
    ChunkDownload download =
        new ChunkDownload(node, conduit, call, turn, to, length, request.getOffset());
    call.start(download, new Metadata());
    call.request(FRAMES_AHEAD);
    call.sendMessage(
        conduit == null
            ? request
            : request.toBuilder()
                .setConduit(conduit.id())
                .setUnread(unread && length >= UNREAD_BYTES)
                .build());
    call.halfClose();
    return download;
  }

  NodeId node() {
    return node;
  }

  /** Of all bytes, which were compared with it as they came; after {@link #await}. */
  int crc32c() {
    return crc32c;
  }

  /** Whether bytes came that are not what the node announced; after {@link #await}. */
  boolean arrivedDamaged() {
    return damaged;
  }

  /** From the question to the first answer, or until now. */
  long waitedNanos() {
    synchronized (turn) {
      return (answered ? answeredNanos : System.nanoTime()) - begunNanos;
    }
  }

  /** Whether how long it took says anything: it answered, or somebody still waits. */
  boolean tells() {
    synchronized (turn) {
      return answered || !closed;
    }
  }

  /** From here on the buffer is somebody else's. */
  void leave() {
    boolean whole;
    synchronized (turn) {
      over = true;
      whole = closed && failure == null && filled == length;
    }
    call.cancel("over", null); // does nothing to a call that has ended
    if (conduit != null) {
      conduit.release(whole);
    }
  }

  /** Waits until the first of them answers or fails, at most so long. */
  static @Nullable ChunkDownload first(Turn turn, List<ChunkDownload> all, Duration patience)
      throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    synchronized (turn) {
      while (turn.taken == null && !all.stream().allMatch(d -> d.closed)) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
          return null;
        }
        turn.wait(left);
      }
      return turn.taken == null ? all.get(0) : turn.taken;
    }
  }

  /**
   * Waits until the buffer is full.
   *
   * @throws StoreException what the node said, or CHUNK_CORRUPT if frames are not as they should
   *     be, or TIMEOUT if none came for a while
   */
  void await() throws InterruptedException {
    for (DataFrame frame = next(); frame != null; frame = next()) {
      take(frame);
    }
    if (filled != length) {
      throw corrupt("ended after " + filled + " of " + length + " bytes");
    }
  }

  /** The next frame; null after the last. */
  private @Nullable DataFrame next() throws InterruptedException {
    synchronized (turn) {
      long until = System.nanoTime() + PATIENCE.toNanos();
      for (long left = PATIENCE.toMillis(); !closed && announced.isEmpty() && left > 0; ) {
        turn.wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      }
      if (failure != null) {
        throw failure;
      }
      if (announced.isEmpty() && !closed) {
        throw silent();
      }
      return announced.poll();
    }
  }

  @Override
  public void onMessage(DataFrame frame) {
    synchronized (turn) {
      if (!answered) {
        answered = true;
        answeredNanos = System.nanoTime();
        turn.taken = turn.taken == null ? this : turn.taken;
      }
      if (!over && turn.taken == this) {
        announced.add(frame);
        turn.notifyAll();
      }
    }
  }

  private void take(DataFrame frame) throws InterruptedException {
    int size = frame.getLength() + frame.getData().size();
    if (frame.getOffset() != base + filled || size < 0 || size > length - filled) {
      throw corrupt("sent bytes that were not asked for");
    }
    int crc;
    if (frame.getLength() == 0) {
      frame.getData().copyTo(to, filled);
      crc = Crc32c.of(to, filled, size);
    } else {
      crc = receive(size);
    }
    if (crc != frame.getCrc32C()) {
      damaged = true;
      throw corrupt("a frame at " + frame.getOffset() + " arrived damaged");
    }
    crc32c = Crc32c.join(crc32c, frame.getCrc32C(), size);
    filled += size;
    call.request(1);
  }

  /**
   * Takes so many bytes from the conduit.
   *
   * @return their CRC-32C, reckoned slice by slice, while each is still in the processor's cache
   */
  private int receive(int size) throws InterruptedException {
    CRC32C crc = new CRC32C();
    for (int at = filled; at < filled + size; at += SLICE_BYTES) {
      int slice = Math.min(SLICE_BYTES, filled + size - at);
      receive(ByteBuffer.wrap(to, at, slice));
      crc.update(to, at, slice);
    }
    return (int) crc.getValue();
  }

  private void receive(ByteBuffer into) throws InterruptedException {
    try {
      if (conduit == null || !conduit.read(into, this::lasts)) {
        throw corrupt("announced bytes that did not come");
      }
    } catch (IOException e) {
      throw reason(e);
    }
  }

  /** What the node says of it, which may come a moment later than the connection's end. */
  private StoreException reason(IOException broken) throws InterruptedException {
    long until = System.nanoTime() + LAST_WORDS.toNanos();
    synchronized (turn) {
      for (long left = LAST_WORDS.toMillis(); !closed && left > 0; ) {
        turn.wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      }
      return failure != null
          ? failure
          : new DefiniteFailure(
              Failure.Code.UNREACHABLE, "the connection for the data broke: " + broken, broken);
    }
  }

  private boolean lasts(long idleNanos) {
    synchronized (turn) {
      if (failure != null) {
        throw failure;
      }
    }
    if (idleNanos > PATIENCE.toNanos()) {
      throw silent();
    }
    return true;
  }

  private static DefiniteFailure silent() {
    return new DefiniteFailure(
        Failure.Code.TIMEOUT, "sent nothing for " + PATIENCE.toSeconds() + " s");
  }

  private static DefiniteFailure corrupt(String what) {
    return new DefiniteFailure(Failure.Code.CHUNK_CORRUPT, what);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    synchronized (turn) {
      if (!status.isOk() && failure == null) {
        failure = Failures.fromStatus(status.asRuntimeException(trailers), true);
      }
      closed = true;
      turn.notifyAll();
    }
  }
}
