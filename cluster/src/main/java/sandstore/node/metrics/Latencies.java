package sandstore.node.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long calls took: counts by duration, four buckets a doubling, so a percentile is right to a
 * fifth. 2 KiB, and one atomic addition a call; threads share it.
 */
final class Latencies {
  private static final int PARTS_BITS = 2;
  private static final int PARTS = 1 << PARTS_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(64 * PARTS);

  void add(long nanos) {
    counts.incrementAndGet(bucket(Math.max(0, nanos)));
  }

  private static int bucket(long nanos) {
    if (nanos < PARTS) {
      return (int) nanos;
    }
    int doubling = 63 - Long.numberOfLeadingZeros(nanos);
    int part = (int) (nanos >>> (doubling - PARTS_BITS)) & (PARTS - 1);
    return (doubling - PARTS_BITS + 1) * PARTS + part;
  }

  /** The longest duration that falls into a bucket. */
  private static long upTo(int bucket) {
    if (bucket < PARTS) {
      return bucket;
    }
    int shift = bucket / PARTS - 1;
    return ((long) (PARTS + bucket % PARTS + 1) << shift) - 1;
  }

  /**
   * @param part 0..1; 0.99 is what all but a hundredth stayed below
   * @return nanoseconds; 0 when there was no call
   */
  long percentile(double part) {
    long total = 0;
    for (int i = 0; i < counts.length(); i++) {
      total += counts.get(i);
    }
    long rank = (long) Math.ceil(part * total);
    long seen = 0;
    for (int i = 0; i < counts.length(); i++) {
      seen += counts.get(i);
      if (seen >= rank && seen > 0) {
        return upTo(i);
      }
    }
    return 0;
  }
}
