package sandstore.wire;

import io.grpc.CallOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the lab held the request of a call: time that whoever waits for the answer does not
 * count, since it passed for nobody. Threads may share it.
 */
public final class HeldTime {
  private static final CallOptions.Key<HeldTime> KEY = CallOptions.Key.create("held-time");

  private final AtomicLong nanos = new AtomicLong();

  /** Options of a call that is to note here how long it was held. */
  public CallOptions notedBy(CallOptions options) {
    return options.withOption(KEY, this);
  }

  /** Zero for a call that was not held, or still is. */
  public Duration whole() {
    return Duration.ofNanos(nanos.get());
  }

  static void add(CallOptions options, long heldNanos) {
    HeldTime time = options.getOption(KEY);
    if (time != null) {
      time.nanos.addAndGet(heldNanos);
    }
  }
}
