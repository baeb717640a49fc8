package sandstore.node.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What one method of one service has done since the start. Threads share it. */
final class CallCounts {
  final String service;
  final String method;
  final LongAdder begun = new LongAdder();
  final LongAdder ended = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder nanos = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final Latencies latencies = new Latencies();

  CallCounts(String service, String method) {
    this.service = service;
    this.method = method;
  }

  void end(long tookNanos, boolean ok) {
    ended.increment();
    nanos.add(tookNanos);
    latencies.add(tookNanos);
    if (!ok) {
      failed.increment();
    }
  }

  /** Calls that are being served, or wait for it. */
  long inFlight() {
    return Math.max(0, begun.sum() - ended.sum());
  }
}
