package sandstore.lab.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import sandstore.lab.Context;
import sandstore.lab.Style;
import sandstore.lab.condition.StatusDocument;
import sandstore.lab.view.NodeView;
import sandstore.proto.LinkRule;
import sandstore.wire.NodeId;

/** Changes the rules, and says what is in force now and who does not have it yet. */
final class FaultAnswer {
  private FaultAnswer() {}

  static void change(
      Context context, String verb, UnaryOperator<Collection<LinkRule>> change, String said)
      throws InterruptedException {
    Collection<NodeId> obeying = context.cluster().faults(change);
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
            "pending",
            pending.stream().map(NodeId::name).toList()),
        text);
  }

  private static boolean paused(NodeView node) {
    return node.process() == NodeView.Process.PAUSED;
  }
}
