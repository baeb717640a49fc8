package sandstore.node.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many a second pass for each key, and counts the rest. It has no clock: the time is passed
 * in. Threads may share it.
 */
final class Sampler<K> {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long flushNanos;
  private final Map<K, Bucket> buckets = new HashMap<>();

  /** A token bucket that holds one second's worth, and what it turned away. */
  private static final class Bucket {
    double tokens;
    long filledNanos;
    int folded;
    long firstFoldedNanos;

    Bucket(double tokens, long nanos) {
      this.tokens = tokens;
      this.filledNanos = nanos;
    }
  }

  /** So many were turned away. */
  record Folded<K>(K key, int count) {}

  Sampler(long flushNanos) {
    this.flushNanos = flushNanos;
  }

  /**
   * @param perSecond at least 1
   * @return -1 when it was counted instead; else how many were counted since the last that passed
   */
  synchronized int admit(K key, int perSecond, long nanos) {
    Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket(perSecond, nanos));
    bucket.tokens =
        Math.min(
            perSecond, bucket.tokens + perSecond * (nanos - bucket.filledNanos) / NANOS_PER_SECOND);
    bucket.filledNanos = nanos;
    if (bucket.tokens < 1) {
      count(bucket, nanos);
      return -1;
    }
    bucket.tokens--;
    return take(bucket);
  }

  /** Counts one without asking. */
  synchronized void fold(K key, long nanos) {
    count(buckets.computeIfAbsent(key, k -> new Bucket(0, nanos)), nanos);
  }

  /** How many were counted; they count no more. */
  synchronized int take(K key) {
    Bucket bucket = buckets.get(key);
    return bucket == null ? 0 : take(bucket);
  }

  /** Takes the counts that have waited long enough. */
  synchronized List<Folded<K>> due(long nanos) {
    List<Folded<K>> due = new ArrayList<>();
    buckets.forEach(
        (key, bucket) -> {
          if (bucket.folded > 0 && nanos - bucket.firstFoldedNanos >= flushNanos) {
            due.add(new Folded<>(key, take(bucket)));
          }
        });
    return due;
  }

  private static void count(Bucket bucket, long nanos) {
    if (bucket.folded++ == 0) {
      bucket.firstFoldedNanos = nanos;
    }
  }

  private static int take(Bucket bucket) {
    int folded = bucket.folded;
    bucket.folded = 0;
    return folded;
  }
}
