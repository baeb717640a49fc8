package sandstore.node.repair;

import java.util.List;
import java.util.concurrent.TimeUnit;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.RepairAwaits;
import sandstore.wire.NodeId;

/**
 * Tells whom repair waits for: nodes that are away, but not for longer than the grace time, and
 * without which chunks would have to be copied. Told when that changes, and now and then while it
 * lasts. On the repairer's thread.
 */
final class GraceTime {
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Reporter reporter;
  private List<NodeId> toldNodes = List.of();
  private long toldChunks;
  private long toldNanos;

  GraceTime(Reporter reporter) {
    this.reporter = reporter;
  }

  /**
   * @param leftNanos until the first of those who are away is done without
   */
  void tick(Namespace namespace, Situation now, long leftNanos, long nowNanos) {
    long chunks = Survey.shortWithoutWhoIsAway(namespace, now);
    List<NodeId> nodes = chunks == 0 ? List.of() : now.away();
    boolean same = nodes.equals(toldNodes) && chunks == toldChunks;
    if (same && (nodes.isEmpty() || nowNanos - toldNanos < AGAIN_NANOS)) {
      return;
    }
    toldNodes = nodes;
    toldChunks = chunks;
    toldNanos = nowNanos;
    reporter.report(
        Event.newBuilder()
            .setRepairAwaits(
                RepairAwaits.newBuilder()
                    .addAllNodes(nodes.stream().map(NodeId::name).toList())
                    .setChunks(chunks)
                    .setMillis(nodes.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toMillis(leftNanos))));
  }

  /** Another leads, and waits by its own clock. */
  void clear() {
    toldNodes = List.of();
    toldChunks = 0;
  }
}
