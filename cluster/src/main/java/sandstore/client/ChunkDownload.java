package sandstore.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.ReadChunkRequest;
import sandstore.wire.Channels;
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
  private static final int FRAMES_AHEAD = 4;

  private final byte[] to;
  private final int length;
  private final long base;
  private final ClientCall<ReadChunkRequest, DataFrame> call;
  private final NodeId node;
  private final Turn turn;
  private final long begunNanos = System.nanoTime();
  private long answeredNanos;
  private boolean answered;
  private int filled;
  private boolean closed;
  private boolean over;
  private @Nullable StoreException failure;

  /** Of several downloads into one buffer, the one that answered first has it. */
  static final class Turn {
    private @Nullable ChunkDownload taken;
  }

  private ChunkDownload(
      NodeId node,
      ClientCall<ReadChunkRequest, DataFrame> call,
      Turn turn,
      byte[] to,
      int length,
      long base) {
    this.node = node;
    this.call = call;
    this.turn = turn;
    this.to = to;
    this.length = length;
    this.base = base;
  }

  /**
   * Begins to fill {@code to} from 0, unless another one takes the turn.
   *
   * @throws StoreException if the node cannot be asked
   */
  static ChunkDownload begin(
      Channels channels,
      NodeId node,
      ReadChunkRequest request,
      Turn turn,
      byte[] to,
      Deadline deadline) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(
            deadline.remaining(LIMIT).toNanos(), TimeUnit.NANOSECONDS);
    ClientCall<ReadChunkRequest, DataFrame> call;
    try {
      call = channels.to(node).newCall(ChunkServiceGrpc.getReadMethod(), options);
    } catch (RuntimeException e) {
      throw Failures.fromStatus(e, false);
    }
    int length = Math.toIntExact(request.getLength());
    ChunkDownload download = new ChunkDownload(node, call, turn, to, length, request.getOffset());
    call.start(download, new Metadata());
    call.request(FRAMES_AHEAD);
    call.sendMessage(request);
    call.halfClose();
    return download;
  }

  NodeId node() {
    return node;
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
    synchronized (turn) {
      over = true;
    }
    call.cancel("over", null); // does nothing to a call that has ended
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
    synchronized (turn) {
      int seen = -1;
      while (!closed && filled > seen) {
        seen = filled;
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toMillis(); !closed && filled == seen && left > 0; ) {
          turn.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
      }
      if (failure != null) {
        throw failure;
      }
      if (!closed) {
        throw new DefiniteFailure(Failure.Code.TIMEOUT, "sent nothing for 3 s");
      }
      if (filled != length) {
        throw corrupt("ended after " + filled + " of " + length + " bytes");
      }
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
      if (over || turn.taken != this) {
        return;
      }
      take(frame);
      turn.notifyAll();
    }
  }

  private void take(DataFrame frame) {
    int size = frame.getData().size();
    if (frame.getOffset() != base + filled || size > length - filled) {
      fail(corrupt("sent bytes that were not asked for"));
      return;
    }
    frame.getData().copyTo(to, filled);
    if (Crc32c.of(to, filled, size) == frame.getCrc32C()) {
      filled += size;
      call.request(1);
    } else {
      fail(corrupt("a frame at " + frame.getOffset() + " arrived damaged"));
    }
  }

  private static DefiniteFailure corrupt(String what) {
    return new DefiniteFailure(Failure.Code.CHUNK_CORRUPT, what);
  }

  private void fail(StoreException why) {
    if (failure == null) {
      failure = why;
    }
    call.cancel(why.getMessage(), null);
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
