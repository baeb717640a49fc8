package sandstore.lab.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import sandstore.lab.Context;
import sandstore.lab.Style;
import sandstore.lab.condition.StatusDocument;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.NodeView;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeRule;
import sandstore.wire.NodeId;

/** Changes the rules, and says what is in force now and who does not have it yet. */
final class FaultAnswer {
  private FaultAnswer() {}

  static void change(
      Context context, String verb, UnaryOperator<Collection<LinkRule>> change, String said)
      throws InterruptedException {
    tell(context, verb, context.cluster().faults(change), said);
  }

  /** Changes what is wrong with these nodes, and says what is in force now. */
  static void changeNodes(
      Context context, String verb, List<NodeId> nodes, UnaryOperator<NodeRule.Builder> change)
      throws InterruptedException {
    Collection<NodeId> obeying =
        context.cluster().nodeFaults(rules -> changed(rules, nodes, change));
    List<String> said =
        nodes.stream()
            .map(
                n ->
                    NodeFault.describe(
                        context.view().nodeFault(n).orElse(NodeFault.none(n.name()))))
            .toList();
    tell(context, verb, obeying, String.join("; ", said));
  }

  static Collection<NodeRule> changed(
      Collection<NodeRule> rules, List<NodeId> nodes, UnaryOperator<NodeRule.Builder> change) {
    Map<String, NodeRule> byNode = new TreeMap<>();
    rules.forEach(r -> byNode.put(r.getNode(), r));
    for (NodeId node : nodes) {
      NodeRule before = byNode.getOrDefault(node.name(), NodeFault.none(node.name()));
      byNode.put(node.name(), change.apply(before.toBuilder()).build());
    }
    return byNode.values();
  }

  static void tell(Context context, String verb, Collection<NodeId> obeying, String said) {
    List<NodeId> pending =
        context.view().nodes().keySet().stream().filter(n -> !obeying.contains(n)).toList();
    List<String> text = new ArrayList<>();
    text.add(said);
    // A node that has ended is given them when it is started; it is not worth a word.
    List<NodeId> paused =
        pending.stream()
            .filter(n -> context.view().node(n).filter(FaultAnswer::paused).isPresent())
            .toList();
    if (!paused.isEmpty()) {
      text.add(Style.WARN.of("pending: ") + Nodes.names(paused) + " will obey when resumed");
    }
    context.result(
        verb,
        Map.of(
            "rules",
            Objects.requireNonNull(StatusDocument.of(context.view()).get("faults")),
            "nodeRules",
            context.view().nodeFaults().stream().map(NodeFault::describe).toList(),
            "pending",
            pending.stream().map(NodeId::name).toList()),
        text);
  }

  private static boolean paused(NodeView node) {
    return node.process() == NodeView.Process.PAUSED;
  }
}
