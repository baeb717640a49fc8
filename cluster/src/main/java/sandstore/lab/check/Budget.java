package sandstore.lab.check;

import java.util.concurrent.atomic.AtomicBoolean;

/** What an engine may use; its owner may take it away. One for each run of an engine. */
final class Budget {
  private final long bytes;
  private final AtomicBoolean cancelled;
  private long used;

  /**
   * @param bytes of memory, by estimate
   * @param cancelled set by whoever wants it to end
   */
  Budget(long bytes, AtomicBoolean cancelled) {
    this.bytes = bytes;
    this.cancelled = cancelled;
  }

  static Budget of(long bytes) {
    return new Budget(bytes, new AtomicBoolean());
  }

  /** Whether to go on after taking so much more. */
  boolean take(long more) {
    used += more;
    return used <= bytes && !cancelled.get();
  }

  void giveBack(long less) {
    used -= less;
  }

  String whyNot() {
    return cancelled.get() ? "cancelled" : "more than " + (bytes >> 20) + " MiB would be needed";
  }
}
