package sandstore.lab;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long nobody has asked for anything. Jobs, views and long commands are being asked for. */
final class Idleness {
  private final LongSupplier nanos;
  private int running;
  private long lastNanos;

  /**
   * @param nanos a clock that only goes forward
   */
  Idleness(LongSupplier nanos) {
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
  }

  synchronized void begins() {
    running++;
  }

  synchronized void ends() {
    running--;
    lastNanos = nanos.getAsLong();
  }

  /** Zero while anything runs. */
  synchronized Duration lasts() {
    return running > 0 ? Duration.ZERO : Duration.ofNanos(nanos.getAsLong() - lastNanos);
  }
}
