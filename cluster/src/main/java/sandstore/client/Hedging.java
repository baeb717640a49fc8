package sandstore.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * When a second replica is asked as well, because the first has not answered yet (Dean and Barroso,
 * "The Tail at Scale", CACM 2013): after the 95th percentile of recent reads, and for one read in
 * twenty at most, so that a store which is slow as a whole is not asked twice as much. Safe for use
 * by several threads.
 */
final class Hedging {
  /** Reads for each hedge: five in a hundred. */
  static final int READS_A_HEDGE = 20;

  private static final int RECENT = 128;
  private static final int FEWEST = 8;

  /** As long as not enough is known, and never less than the least. */
  private static final Duration UNKNOWN = Duration.ofMillis(100);

  private static final Duration LEAST = Duration.ofMillis(10);

  /** What was not used is kept for later, up to so many hedges. */
  private static final int MOST_SAVED = 5;

  private final Deque<Long> recentNanos = new ArrayDeque<>();
  private int saved = READS_A_HEDGE;
  private long reads;
  private long hedges;
  private long won;

  /** A read begins; the answer is how long to wait for the first replica alone. */
  synchronized Duration begin() {
    reads++;
    saved = Math.min(saved + 1, MOST_SAVED * READS_A_HEDGE);
    if (recentNanos.size() < FEWEST) {
      return UNKNOWN;
    }
    long[] sorted = recentNanos.stream().mapToLong(n -> n).toArray();
    Arrays.sort(sorted);
    long p95 = sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
    return Duration.ofNanos(Math.max(p95, LEAST.toNanos()));
  }

  /** Whether a second replica may be asked; if so it is counted. */
  synchronized boolean take() {
    if (saved < READS_A_HEDGE) {
      return false;
    }
    saved -= READS_A_HEDGE;
    hedges++;
    return true;
  }

  /**
   * A replica answered after so long.
   *
   * @param second it was the one that was asked as well
   */
  synchronized void answered(long nanos, boolean second) {
    won += second ? 1 : 0;
    recentNanos.add(nanos);
    if (recentNanos.size() > RECENT) {
      recentNanos.remove();
    }
  }

  synchronized StoreClient.Hedged counts() {
    return new StoreClient.Hedged(reads, hedges, won);
  }
}
