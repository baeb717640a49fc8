package sandstore.node.repair;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.NodeDrained;
import sandstore.proto.RepairProgress;
import sandstore.wire.NodeId;

/** How far the draining of nodes is, and when one may be removed. On the repairer's thread. */
final class Drains {
  private final Reporter reporter;
  private final Map<NodeId, Long> atFirst = new HashMap<>();
  private final Map<NodeId, Long> told = new HashMap<>();
  private final Set<NodeId> drained = new HashSet<>();

  Drains(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Chunks that would be short if this node went now. */
  static long left(Namespace namespace, NodeId node, Situation now) {
    return namespace
        .census()
        .chunks(nodes -> nodes.contains(node) && count(nodes, now) < now.wanted());
  }

  private static long count(List<NodeId> nodes, Situation now) {
    return nodes.stream().filter(now::counts).count();
  }

  void tick(Namespace namespace, Situation now) {
    Collection<NodeId> draining = namespace.draining();
    drained.retainAll(draining);
    atFirst.keySet().retainAll(draining);
    for (NodeId node : draining) {
      long left = left(namespace, node, now);
      long first = atFirst.merge(node, left, Math::max);
      if (!Long.valueOf(left).equals(told.put(node, left)) && (left > 0 || first > 0)) {
        tell(node, first, left);
      }
      if (left == 0 && drained.add(node)) {
        reporter.report(
            Event.newBuilder().setNodeDrained(NodeDrained.newBuilder().setNode(node.name())));
      }
    }
  }

  private void tell(NodeId node, long first, long left) {
    reporter.report(
        Event.newBuilder()
            .setRepairProgress(
                RepairProgress.newBuilder()
                    .setWork(
                        sandstore.proto.Work.newBuilder()
                            .setWhat("drain " + node)
                            .setDone(first - left)
                            .setTotal(first)
                            .setFinished(left == 0))));
  }

  void clear() {
    atFirst.clear();
    told.clear();
    drained.clear();
  }
}
