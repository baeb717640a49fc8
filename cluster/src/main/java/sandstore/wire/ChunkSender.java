package sandstore.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.Failure;
import sandstore.proto.WriteFrame;
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

  /**
   * How long a sender waits without any progress, for each node that is still ahead in the chain.
   * The last but one gives up first and can still say so to those before it.
   */
  public static final Duration PATIENCE_PER_HOP = Duration.ofSeconds(2);

  private static final int WINDOW_BYTES = 1 << 20;

  /** A delay line that drains says nothing, so readiness is also looked at this often. */
  private static final long POLL_MILLIS = 10;

  private final ClientCall<WriteFrame, WriteResult> call;
  private final Object monitor = new Object();
  private @Nullable WriteResult result;
  private @Nullable StoreException failure;
  private boolean closed;

  private boolean finished;
  private volatile long finishedNanos;
  private long closedNanos;

  private ChunkSender(ClientCall<WriteFrame, WriteResult> call) {
    this.call = call;
  }

  /** How long to wait, without progress, on a chain of which so many nodes are still ahead. */
  public static Duration patience(int nodesAhead) {
    return PATIENCE_PER_HOP.multipliedBy(Math.max(1, nodesAhead));
  }

  /**
   * @param channel to the node that takes the frames
   * @param limit of the whole call
   * @throws StoreException if the node has no address
   */
  public static ChunkSender open(Channel channel, Duration limit) {
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
    ChunkSender sender = new ChunkSender(call);
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
    long until = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      while (!closed && !call.isReady()) {
        if (System.nanoTime() - until >= 0) {
          throw stalled(patience);
        }
        monitor.wait(POLL_MILLIS);
      }
      return !closed;
    }
  }

  private static UnknownOutcome stalled(Duration patience) {
    return new UnknownOutcome(
        Failure.Code.TIMEOUT, "no progress for " + patience.toMillis() + " ms");
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
    long until = System.nanoTime() + patience.toNanos();
    synchronized (monitor) {
      while (!closed) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
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
    if (!isOver()) {
      call.cancel(why, null);
    }
  }
}
