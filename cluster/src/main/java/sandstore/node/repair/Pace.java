package sandstore.node.repair;

/**
 * Keeps a flow of bytes to a rate, over any second: a bucket of tokens, one a byte, that fills at
 * the rate and holds at most a second's worth. What is larger than that may pass when the bucket is
 * full, and is paid off afterwards. Time is an argument. Not thread-safe.
 */
final class Pace {
  private static final double NANOS_A_SECOND = 1e9;

  private double tokens;
  private long filledNanos;
  private boolean begun;

  /** Whether so many bytes may go now; if so, they are gone. */
  boolean take(long bytes, long bytesPerSecond, long nowNanos) {
    if (!begun) {
      begun = true;
      filledNanos = nowNanos;
    }
    double earned = bytesPerSecond * ((nowNanos - filledNanos) / NANOS_A_SECOND);
    tokens = Math.min(bytesPerSecond, tokens + earned);
    filledNanos = nowNanos;
    if (tokens < Math.min(bytes, bytesPerSecond)) {
      return false;
    }
    tokens -= bytes;
    return true;
  }
}
