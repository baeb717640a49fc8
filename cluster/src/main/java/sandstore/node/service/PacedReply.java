package sandstore.node.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;

/**
 * A stream of replies that goes as fast as the caller takes it, written by one thread that waits.
 * Must be made in the handler's own call; {@link #run} then on another thread, so that the handler
 * returns and the call's callbacks can arrive.
 */
final class PacedReply<T> {
  /** So much may wait in this process for one caller. */
  private static final int WINDOW_BYTES = 1 << 20;

  /** A delay line that drains says nothing, so readiness is also looked at this often. */
  private static final long POLL_MILLIS = 10;

  /** A caller that took nothing for so long is gone, whatever its connection says. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServerCallStreamObserver<T> caller;
  private final Object monitor = new Object();
  private boolean cancelled;

  PacedReply(StreamObserver<T> caller) {
    this.caller = (ServerCallStreamObserver<T>) caller;
    this.caller.setOnReadyThreshold(WINDOW_BYTES);
    this.caller.setOnReadyHandler(() -> wake(false));
    this.caller.setOnCancelHandler(() -> wake(true));
  }

  interface Body {
    void run() throws InterruptedException;
  }

  /** Runs the body and ends the call as the body ends. */
  void run(Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      caller.onError(
          Failures.toStatus(
              new DefiniteFailure(Failure.Code.CANCELLED, "this node is shutting down", e)));
      return;
    } catch (RuntimeException e) {
      caller.onError(Failures.toStatus(e));
      return;
    }
    if (!isCancelled()) {
      caller.onCompleted();
    }
  }

  /**
   * @return false when nobody wants the rest
   */
  boolean awaitReady() throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    synchronized (monitor) {
      while (!cancelled && !caller.isReady()) {
        if (System.nanoTime() - until >= 0) {
          throw new DefiniteFailure(Failure.Code.TIMEOUT, "the caller takes nothing");
        }
        monitor.wait(POLL_MILLIS);
      }
      return !cancelled;
    }
  }

  /**
   * For what is sent beside the replies: whether to go on after so long without progress.
   *
   * @throws DefiniteFailure the caller is gone
   */
  boolean lasts(long idleNanos) {
    if (idleNanos > PATIENCE.toNanos()) {
      throw new DefiniteFailure(Failure.Code.TIMEOUT, "the caller takes nothing");
    }
    return !isCancelled();
  }

  void send(T reply) {
    caller.onNext(reply);
  }

  private void wake(boolean nowCancelled) {
    synchronized (monitor) {
      cancelled |= nowCancelled;
      monitor.notifyAll();
    }
  }

  private boolean isCancelled() {
    synchronized (monitor) {
      return cancelled;
    }
  }
}
