package sandstore.lab.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import sandstore.lab.Context;
import sandstore.lab.Style;
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
    if (!pending.isEmpty()) {
      text.add(Style.WARN.of("pending: ") + Nodes.names(pending) + " will obey when running again");
    }
    context.result(
        verb,
        Map.of(
            "rules",
            context.view().faults().stream().map(FaultRules::describe).toList(),
            "pending",
            pending.stream().map(NodeId::name).toList()),
        text);
  }
}
