package sandstore.lab.bench;

import org.HdrHistogram.AbstractHistogram;

/**
 * How long operations took, in nanoseconds, to three digits.
 *
 * @param bytes moved by all of them
 */
record Latencies(long count, long bytes, long p50, long p90, long p99, long p999, long max) {
  static Latencies of(AbstractHistogram nanos, long bytes) {
    return new Latencies(
        nanos.getTotalCount(),
        bytes,
        nanos.getValueAtPercentile(50),
        nanos.getValueAtPercentile(90),
        nanos.getValueAtPercentile(99),
        nanos.getValueAtPercentile(99.9),
        nanos.getMaxValue());
  }
}
