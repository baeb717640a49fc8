package sandstore.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what all operations of a client together may retry: a token bucket. A cluster that is in
 * trouble must not be asked more often than a healthy one; pauses alone do not see to that, since a
 * thousand operations pause side by side. Each retry takes a token. Tokens come with time, and a
 * little with each success; a retry that finds none waits for its own, in turn.
 *
 * <p>After the retry throttling of gRPC (gRFC A6) and "Addressing Cascading Failures" (Beyer et
 * al., Site Reliability Engineering, chapter 22), which let a retry fail instead; here the
 * operation's own deadline ends it. No clock: the time is passed in. Threads share it.
 */
final class RetryBudget {
  static final int CAPACITY = 200;
  static final int A_SECOND = 200;
  static final double A_SUCCESS = 0.1;

  /** A second's: operations that gave up leave their tokens taken, and others must not pay long. */
  static final int MOST_OWED = A_SECOND;

  private double tokens = CAPACITY;
  private long filledNanos;

  RetryBudget(long nowNanos) {
    filledNanos = nowNanos;
  }

  /**
   * Takes a token, if need be one that has yet to come.
   *
   * @return how long to wait for it
   */
  synchronized Duration take(long nowNanos) {
    double seconds = Math.max(0, nowNanos - filledNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    filledNanos = nowNanos;
    tokens = Math.min(CAPACITY, tokens + seconds * A_SECOND) - 1;
    tokens = Math.max(tokens, -MOST_OWED);
    return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens / A_SECOND * 1e9));
  }

  synchronized void succeeded() {
    tokens = Math.min(CAPACITY, tokens + A_SUCCESS);
  }
}
