package sandstore.shell.reply;

/**
 * How fast one task goes, from its progress replies: smoothed over about two seconds, so that it
 * can be read, and follows when a node dies. Time is handed in. Not thread-safe.
 */
public final class Rate {
  private static final double MEMORY_SECONDS = 2;

  private final long startNanos;
  private final long startDone;
  private long lastNanos;
  private long lastDone;
  private double perSecond;

  public Rate(long nowNanos, long done) {
    startNanos = nowNanos;
    startDone = done;
    lastNanos = nowNanos;
    lastDone = done;
  }

  /** Takes note that {@code done} is done by now. */
  public void at(long nowNanos, long done) {
    double seconds = (nowNanos - lastNanos) / 1e9;
    if (seconds <= 0) {
      return;
    }
    double sample = Math.max(0, done - lastDone) / seconds;
    double elapsed = (nowNanos - startNanos) / 1e9;
    double weight =
        Math.max(Math.min(1, seconds / elapsed), 1 - Math.exp(-seconds / MEMORY_SECONDS));
    perSecond += weight * (sample - perSecond);
    lastNanos = nowNanos;
    lastDone = done;
  }

  /** Units a second, of late; 0 until two moments are known. */
  public double perSecond() {
    return perSecond;
  }

  /** Units a second since the beginning. */
  public double average() {
    double seconds = elapsedSeconds();
    return seconds <= 0 ? 0 : (lastDone - startDone) / seconds;
  }

  public double elapsedSeconds() {
    return (lastNanos - startNanos) / 1e9;
  }
}
