package sandstore.wire;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the time of a call whose reply may be held: it stands still while the callee says that the
 * reply waits there, and begins anew when the reply is delivered or dropped.
 *
 * <p>gRPC keeps the headers of a single reply back until the reply itself. So before a call is
 * given up, something else passes on the connection, and brings along what the callee has to say.
 */
final class PatientListener<B> extends SimpleForwardingClientCallListener<B> {
  private final long limitNanos;
  private final LinkGate gate;
  private final Consumer<Runnable> flush;
  private final Runnable cancel;
  private @Nullable Future<?> clock;
  private boolean held;
  private boolean late;

  /**
   * @param flush makes the callee send what it has for this process, and then runs something
   * @param cancel ends the call
   */
  PatientListener(
      ClientCall.Listener<B> listener,
      long limitNanos,
      LinkGate gate,
      Consumer<Runnable> flush,
      Runnable cancel) {
    super(listener);
    this.limitNanos = limitNanos;
    this.gate = gate;
    this.flush = flush;
    this.cancel = cancel;
  }

  /** The time begins. */
  synchronized void run() {
    clock = gate.after(limitNanos, () -> flush.accept(this::expire));
  }

  private synchronized void stop() {
    if (clock != null) {
      clock.cancel(false);
      clock = null;
    }
  }

  private void expire() {
    synchronized (this) {
      if (clock == null) {
        return;
      }
      late = true;
    }
    cancel.run();
  }

  @Override
  public void onHeaders(Metadata headers) {
    if (headers.containsKey(Headers.HELD)) {
      stop();
      held = true;
    }
    super.onHeaders(headers);
  }

  @Override
  public void onMessage(B message) {
    if (held) {
      held = false;
      run();
    }
    super.onMessage(message);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    stop();
    boolean inTime;
    synchronized (this) {
      inTime = !late;
    }
    if (trailers.containsKey(Headers.DROPPED)) {
      var unused = gate.after(limitNanos, () -> end(trailers));
    } else if (inTime) {
      super.onClose(status, trailers);
    } else {
      end(trailers);
    }
  }

  private void end(Metadata trailers) {
    delegate().onClose(Status.DEADLINE_EXCEEDED, trailers);
  }
}
