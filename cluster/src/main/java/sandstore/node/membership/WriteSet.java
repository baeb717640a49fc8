package sandstore.node.membership;

import java.util.List;
import java.util.concurrent.TimeUnit;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.LatencyReport;
import sandstore.proto.LatencyVerdict;
import sandstore.proto.NodeJudged;
import sandstore.proto.Waited;
import sandstore.wire.NodeId;

/**
 * Which nodes are too slow to be written to, as clients report it to this node. Each node judges by
 * what it is told; clients tell whom they ask for plans. Safe for use by several threads.
 */
public final class WriteSet {
  /** What was waited for longer ago says nothing of now. */
  private static final long OLDEST_MILLIS = 10_000;

  private final Reporter reporter;
  private final LatencyJudge judge = new LatencyJudge();
  private volatile List<NodeId> known = List.of();

  public WriteSet(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Takes the report into account and answers who is slow now. */
  public synchronized LatencyVerdict reported(LatencyReport report) {
    long now = now();
    for (Waited w : report.getWaitedList()) {
      NodeId node = new NodeId(w.getNode());
      if (node.isNode()
          && w.getMillisAgo() <= OLDEST_MILLIS
          && w.getWhat() != Waited.For.UNRECOGNIZED) {
        judge.waited(node, w.getWhat(), w.getMicros(), now - w.getMillisAgo());
      }
    }
    return LatencyVerdict.newBuilder()
        .addAllSlow(slow().stream().map(NodeId::name).toList())
        .build();
  }

  /** Nodes to keep out of plans, in order. */
  public synchronized List<NodeId> slow() {
    List<LatencyJudge.Change> changes = judge.judge(now());
    known = judge.slow();
    changes.forEach(this::tell);
    return known;
  }

  /** The same as it was judged last, without judging anew; may be called while events are told. */
  public List<NodeId> known() {
    return known;
  }

  private void tell(LatencyJudge.Change change) {
    reporter.report(
        Event.newBuilder()
            .setNodeJudged(
                NodeJudged.newBuilder()
                    .setPeer(change.node().name())
                    .setSlow(change.slow())
                    .setP99Micros(change.p99Micros())
                    .setLimitMicros(change.limitMicros())));
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
