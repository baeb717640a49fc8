package sandstore.lab.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeRule;
import sandstore.wire.NodeId;

/** A {@link ClusterView} while one event is being folded into it. Never leaves the fold. */
final class ViewDraft {
  private final ClusterView before;
  private final TreeMap<NodeId, NodeView> nodes;
  private final TreeMap<NodeId, NodeDraft> touched = new TreeMap<>();
  String topology;
  List<LinkRule> faults;
  List<NodeRule> nodeFaults;
  long ordersVersion;
  final Elections elections;
  ClusterView.Operations operations;
  OptionalLong files;
  OptionalLong chunks;
  OptionalLong underReplicated;
  long namespaceIndex;
  Upkeep upkeep;
  Gate gate;
  SortedMap<String, ClusterView.Watched> invariants;

  ViewDraft(ClusterView before) {
    this.before = before;
    nodes = new TreeMap<>(before.nodes());
    topology = before.topology();
    faults = before.faults();
    nodeFaults = before.nodeFaults();
    ordersVersion = before.ordersVersion();
    elections = new Elections(before.elections());
    operations = before.operations();
    files = before.files();
    chunks = before.chunks();
    underReplicated = before.underReplicated();
    namespaceIndex = before.namespaceIndex();
    upkeep = before.upkeep();
    gate = before.gate();
    invariants = before.invariants();
  }

  ClusterView before() {
    return before;
  }

  /** The node, to be changed; one that was never heard of begins empty. */
  NodeDraft node(NodeId id) {
    return touched.computeIfAbsent(
        id,
        i -> {
          NodeView known = nodes.get(i);
          return known == null ? new NodeDraft(i) : new NodeDraft(known);
        });
  }

  /** It left for good; the others do not speak of it any more. */
  void remove(NodeId id) {
    touched.remove(id);
    nodes.remove(id);
    for (NodeId other : List.copyOf(nodes.keySet())) {
      node(other).health.remove(id);
    }
  }

  /** Something happened that the leader's last count cannot have seen. */
  void forgetCounts() {
    files = OptionalLong.empty();
    chunks = OptionalLong.empty();
    underReplicated = OptionalLong.empty();
  }

  void rule(LinkRule rule, boolean inForce) {
    List<LinkRule> rules = new ArrayList<>(faults);
    rules.removeIf(r -> r.getFrom().equals(rule.getFrom()) && r.getTo().equals(rule.getTo()));
    if (inForce) {
      rules.add(rule);
    }
    faults = List.copyOf(rules);
    forgetCounts();
  }

  void nodeRule(NodeRule rule, boolean inForce) {
    List<NodeRule> rules = new ArrayList<>(nodeFaults);
    rules.removeIf(r -> r.getNode().equals(rule.getNode()));
    if (inForce) {
      rules.add(rule);
    }
    nodeFaults = List.copyOf(rules);
  }

  ClusterView view() {
    touched.forEach((id, draft) -> nodes.put(id, draft.view()));
    ClusterView after = build();
    if (sameLeadership(before, after)) {
      return after;
    }
    forgetCounts();
    namespaceIndex = 0;
    return build();
  }

  private ClusterView build() {
    return new ClusterView(
        before.order() + 1,
        topology,
        Collections.unmodifiableSortedMap(nodes),
        faults,
        nodeFaults,
        ordersVersion,
        elections.list(),
        operations,
        files,
        chunks,
        underReplicated,
        namespaceIndex,
        waiting(upkeep.without(this::isAbandoned)),
        gate,
        invariants);
  }

  /** Who leads no more waits for nobody. */
  private Upkeep waiting(Upkeep now) {
    boolean waits =
        now.awaited()
            .map(a -> nodes.get(a.by()))
            .filter(by -> by.process() != NodeView.Process.EXITED && by.leads())
            .isPresent();
    return waits || now.awaited().isEmpty() ? now : now.withAwaited(Optional.empty());
  }

  /** Its process is gone, or another leads. */
  private boolean isAbandoned(Upkeep.Work work) {
    NodeView by = nodes.get(work.by());
    if (by == null || by.process() == NodeView.Process.EXITED) {
      return true;
    }
    return !work.what().startsWith("scrub") && !by.leads();
  }

  private static boolean sameLeadership(ClusterView a, ClusterView b) {
    return leadership(a).equals(leadership(b));
  }

  private static String leadership(ClusterView view) {
    return view.leader().map(n -> n.id() + " " + n.incarnation() + " " + n.term()).orElse("");
  }
}
