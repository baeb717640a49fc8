package sandstore.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The moment until which the caller waits. On the monotonic clock of this process, and that stands
 * still as long as a message of the caller's is held by the lab. Threads may share it.
 */
final class Deadline {
  private final AtomicLong nanos;
  private final Duration whole;

  private Deadline(long nanos, Duration whole) {
    this.nanos = new AtomicLong(nanos);
    this.whole = whole;
  }

  static Deadline after(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos(), timeout);
  }

  /** So long nothing could happen. */
  void stoodStill(Duration held) {
    nanos.addAndGet(held.toNanos());
  }

  boolean passed() {
    return nanos.get() - System.nanoTime() <= 0;
  }

  /** Never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanos.get() - System.nanoTime()));
  }

  /** What remains, but not more than {@code limit}. */
  Duration remaining(Duration limit) {
    Duration left = remaining();
    return left.compareTo(limit) < 0 ? left : limit;
  }

  /** Waits so long, or until the deadline if that is sooner. */
  void pause(Duration pause) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(remaining(pause).toNanos());
  }

  /** For sentences: {@code 10 s}, {@code 0.5 s}. */
  String wholeInWords() {
    long millis = whole.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
  }
}
