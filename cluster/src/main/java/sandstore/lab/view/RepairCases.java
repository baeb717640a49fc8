package sandstore.lab.view;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import sandstore.proto.DrainingSet;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.NodeState;
import sandstore.proto.RepairAwaits;
import sandstore.wire.NodeId;

/** Copies that are made, checked and collected, and nodes that are emptied. */
final class RepairCases {
  private RepairCases() {}

  static void addTo(Map<KindCase, Fold.ByNode> cases) {
    cases.put(
        KindCase.REPAIR_PROGRESS,
        (v, n, e) -> {
          sandstore.proto.Work work = e.getRepairProgress().getWork();
          v.upkeep = v.upkeep.with(work.getWhat(), n.id, work);
        });
    cases.put(
        KindCase.SCRUB_PROGRESS,
        (v, n, e) ->
            v.upkeep = v.upkeep.with("scrub " + n.id, n.id, e.getScrubProgress().getWork()));
    cases.put(
        KindCase.ORPHANS_COUNTED,
        (v, n, e) -> v.upkeep = v.upkeep.withOrphans(n.id, e.getOrphansCounted().getChunks()));
    cases.put(KindCase.REPAIR_AWAITS, RepairCases::awaits);
    cases.put(KindCase.DRAINING_SET, RepairCases::drainingSet);
    cases.put(
        KindCase.NODE_DRAINED,
        (v, n, e) -> v.upkeep = v.upkeep.withDrained(new NodeId(e.getNodeDrained().getNode())));
  }

  /** Nodes and lab have one monotonic clock: they run on one machine. */
  private static void awaits(ViewDraft view, NodeDraft node, Event event) {
    RepairAwaits told = event.getRepairAwaits();
    view.upkeep =
        view.upkeep.withAwaited(
            told.getNodesCount() == 0
                ? Optional.empty()
                : Optional.of(
                    new Upkeep.Awaited(
                        node.id,
                        NodeDraft.names(told.getNodesList()),
                        told.getChunks(),
                        event.getNanos() + TimeUnit.MILLISECONDS.toNanos(told.getMillis()))));
  }

  private static void drainingSet(ViewDraft view, NodeDraft node, Event event) {
    DrainingSet set = event.getDrainingSet();
    SortedSet<NodeId> draining = new TreeSet<>(view.upkeep.draining());
    if (set.getOn()) {
      draining.add(new NodeId(set.getNode()));
    } else {
      draining.remove(new NodeId(set.getNode()));
    }
    view.upkeep = view.upkeep.withDraining(draining, set.getIndex());
  }

  /** What a node says of itself when it is asked for everything. */
  static void state(ViewDraft view, NodeDraft node, NodeState state) {
    view.upkeep =
        view.upkeep.withDraining(
            new TreeSet<>(NodeDraft.names(state.getDrainingList())), state.getAppliedIndex());
    if (state.hasOrphans()) {
      view.upkeep = view.upkeep.withOrphans(node.id, state.getOrphans());
    }
  }
}
