package sandstore.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.WriteFrame;
import sandstore.proto.WriteHeader;
import sandstore.proto.WriteResult;

/**
 * One {@code ChunkService.Write} as its caller sees it: frames out, as fast as the other end takes
 * them, and one result back. The client uses it to the first node of a chain, each node to the
 * next.
 *
 * <p>Memory is bounded by asking {@link #awaitReady} before each {@link #send}: not more than
 * {@link #WINDOW_BYTES} and one frame wait in this process. One thread at a time may use it.
 */
public final class ChunkSender {
  /** Data of one frame; half of what the protocol allows, so that two hops overlap within it. */
  public static final int FRAME_BYTES = 512 << 10;

  /** The same where the data goes by a conduit: what costs there is to announce it. */
  public static final int CONDUIT_FRAME_BYTES = 1 << 20;

  /**
   * How long a sender waits without any progress, for each node that is still ahead in the chain.
   * The last but one gives up first and can still say so to those before it.
   */
  public static final Duration PATIENCE_PER_HOP = Duration.ofSeconds(2);

  private static final int WINDOW_BYTES = 1 << 20;

  /** A delay line that drains says nothing, so readiness is also looked at this often. */
  private static final long POLL_MILLIS = 10;

  /** Of a conduit that broke: its call is over in a moment, and says why. */
  private static final Duration LAST_WORD = Duration.ofMillis(500);

  private final ClientCall<WriteFrame, WriteResult> call;
  private final @Nullable Conduit conduit;
  private final Object monitor = new Object();
  private @Nullable WriteResult result;
  private @Nullable StoreException failure;
  private boolean closed;

  private boolean finished;
  private volatile long finishedNanos;
  private long closedNanos;

  /** The conduit broke while the call still ran. */
  private boolean broken;

  private boolean allSent = true;
  private boolean released;

  private ChunkSender(ClientCall<WriteFrame, WriteResult> call, @Nullable Conduit conduit) {
    this.call = call;
    this.conduit = conduit;
  }

  /** How long to wait, without progress, on a chain of which so many nodes are still ahead. */
  public static Duration patience(int nodesAhead) {
    return PATIENCE_PER_HOP.multipliedBy(Math.max(1, nodesAhead));
  }

  /**
   * The data goes by a conduit if there is one.
   *
   * @param node takes the frames
   * @param limit of the whole call
   * @throws StoreException if the node has no address
   */
  public static ChunkSender open(Channels channels, NodeId node, Duration limit) {
    Conduit conduit = channels.conduit(node);
    boolean opened = false;
    try {
      ChunkSender sender = open(channels.to(node), limit, conduit);
      opened = true;
      return sender;
    } finally {
      if (!opened && conduit != null) {
        conduit.close();
      }
    }
  }

  /** The data goes in the call's frames. */
  public static ChunkSender open(Channel channel, Duration limit) {
    return open(channel, limit, null);
  }

  private static ChunkSender open(Channel channel, Duration limit, @Nullable Conduit conduit) {
    CallOptions options =
        CallOptions.DEFAULT
            .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
            .withOnReadyThreshold(WINDOW_BYTES);
    ClientCall<WriteFrame, WriteResult> call;
    try {
      call = channel.newCall(ChunkServiceGrpc.getWriteMethod(), options);
    } catch (RuntimeException e) {
      throw Failures.fromStatus(e, false);
    }
    ChunkSender sender = new ChunkSender(call, conduit);
    call.start(sender.new Answers(), new Metadata());
    call.request(2); // one result; a second one would be an error that the call must see
    return sender;
  }

  private final class Answers extends ClientCall.Listener<WriteResult> {
    @Override
    public void onMessage(WriteResult message) {
      synchronized (monitor) {
        result = message;
      }
    }

    @Override
    public void onReady() {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      synchronized (monitor) {
        if (!status.isOk()) {
          failure = Failures.fromStatus(status.asRuntimeException(trailers), true);
        }
        closed = true;
        closedNanos = System.nanoTime();
        monitor.notifyAll();
      }
    }
  }

  /**
   * Waits until a frame may be sent.
   *
   * @return false if the call is over
   * @throws StoreException if the other end takes nothing for so long
   */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    if (broken) {
      awaitEnd();
      return false;
    }
    long until = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      while (!closed && !call.isReady()) {
        if (heldByTheLab()) {
          until = System.nanoTime() + patience.toNanos();
        } else if (System.nanoTime() - until >= 0) {
          throw stalled(patience);
        }
        monitor.wait(POLL_MILLIS);
      }
      return !closed;
    }
  }

  /** Its request waits for the lab's word: then nobody's patience runs out. */
  private boolean heldByTheLab() {
    return call instanceof HoldableCall<?, ?> holdable && holdable.waits();
  }

  private static UnknownOutcome stalled(Duration patience) {
    return new UnknownOutcome(
        Failure.Code.TIMEOUT, "no progress for " + patience.toMillis() + " ms");
  }

  /** How much data a frame has at most. */
  public int frameBytes() {
    return conduit == null ? FRAME_BYTES : CONDUIT_FRAME_BYTES;
  }

  /** The first frame. */
  public void send(WriteHeader header) {
    WriteHeader.Builder theirs = header.toBuilder().clearConduit();
    if (conduit != null) {
      theirs.setConduit(conduit.id());
    }
    send(WriteFrame.newBuilder().setHeader(theirs).build());
  }

  /**
   * Hands over data. By a conduit it has left this process on return, else it may not have: then a
   * direct buffer is copied, and an array must not change until the call is over.
   *
   * @param offset within the chunk
   * @param data at most {@link #frameBytes}; left as it was
   * @param crc32c of data
   * @throws StoreException if the other end takes nothing for as long as {@code patience}
   */
  public void send(long offset, ByteBuffer data, int crc32c, Duration patience) {
    send(offset, data, crc32c, patience, null);
  }

  /**
   * The same.
   *
   * @param same hands over the same bytes by itself, where that is of use; null if nobody does
   */
  public void send(
      long offset, ByteBuffer data, int crc32c, Duration patience, Conduit.@Nullable Source same) {
    DataFrame.Builder frame = DataFrame.newBuilder().setOffset(offset).setCrc32C(crc32c);
    if (conduit == null) {
      frame.setData(
          data.isDirect()
              ? ByteString.copyFrom(data.duplicate())
              : UnsafeByteOperations.unsafeWrap(data.duplicate()));
    } else {
      frame.setLength(data.remaining());
    }
    send(WriteFrame.newBuilder().setData(frame).build());
    if (conduit != null) {
      push(conduit, data.duplicate(), same, patience);
    }
  }

  private void push(Conduit by, ByteBuffer data, Conduit.@Nullable Source same, Duration patience) {
    Conduit.Patience lasting = idle -> lasts(idle, patience);
    boolean sent = false;
    try {
      sent =
          !broken
              && !isOver()
              && (same == null
                  ? by.write(data, lasting)
                  : by.write(same, data.remaining(), lasting));
    } catch (IOException e) {
      broken = !isOver();
    } finally {
      allSent &= sent;
    }
  }

  private boolean lasts(long idleNanos, Duration patience) {
    if (idleNanos > patience.toNanos() && !heldByTheLab()) {
      throw stalled(patience);
    }
    return !isOver();
  }

  /** Hands over a frame; after the call is over, nothing. */
  public void send(WriteFrame frame) {
    if (!isOver()) {
      call.sendMessage(frame);
    }
  }

  /** No frame follows. */
  public void finish() {
    if (!finished && !isOver()) {
      finished = true;
      finishedNanos = System.nanoTime();
      call.halfClose();
    }
  }

  /** Whether the call has ended, with a result or a failure. */
  public boolean isOver() {
    synchronized (monitor) {
      return closed;
    }
  }

  /**
   * What became of the chunk on each node from there on.
   *
   * @throws StoreException if the call failed, or has not ended within {@code patience}
   */
  public WriteResult result(Duration patience) throws InterruptedException {
    if (broken) {
      awaitEnd();
    }
    WriteResult all = await(patience);
    release(true);
    return all;
  }

  /** A conduit breaks when its call ends, or before: what the call says is the reason. */
  private void awaitEnd() throws InterruptedException {
    long until = System.nanoTime() + LAST_WORD.toNanos();
    synchronized (monitor) {
      while (!closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
          throw new UnknownOutcome(Failure.Code.UNREACHABLE, "the connection for its data broke");
        }
        monitor.wait(left);
      }
    }
  }

  private void release(boolean answered) {
    if (conduit != null && !released) {
      released = true;
      conduit.release(answered && finished && allSent);
    }
  }

  private WriteResult await(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      while (!closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (heldByTheLab()) {
          until = System.nanoTime() + patience.toNanos();
          left = POLL_MILLIS;
        } else if (left <= 0) {
          throw stalled(patience);
        }
        monitor.wait(left);
      }
      if (failure != null) {
        throw failure;
      }
      if (result == null) {
        throw new UnknownOutcome(Failure.Code.INTERNAL, "the call ended without a result");
      }
      return result;
    }
  }

  /**
   * How long the next node took, as seen from here: from the last frame until it answered, without
   * what it waited for the nodes behind it. 0 if there is no answer, or it was not asked for all.
   */
  public long waitedMicros() {
    synchronized (monitor) {
      if (result == null || finishedNanos == 0 || result.getReplicasCount() == 0) {
        return 0;
      }
      long micros = TimeUnit.NANOSECONDS.toMicros(closedNanos - finishedNanos);
      return Math.max(1, micros - result.getReplicas(0).getRestMicros());
    }
  }

  /** Ends the call if it still runs. The other end discards what it has. */
  public void cancel(String why) {
    release(false);
    if (!isOver()) {
      call.cancel(why, null);
    }
  }
}
