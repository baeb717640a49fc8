package sandstore.lab.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** How commands speak of nodes. */
final class Nodes {
  private Nodes() {}

  /** {@code node1, node2}. */
  static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).collect(Collectors.joining(", "));
  }

  /**
   * The named nodes that are in this state.
   *
   * @param otherwise what is said when none of them is
   */
  static List<NodeId> those(
      Context context, List<String> targets, NodeView.Process state, String otherwise) {
    List<NodeId> named = context.nodes(targets);
    List<NodeId> those =
        named.stream()
            .filter(n -> context.view().node(n).filter(v -> v.process() == state).isPresent())
            .toList();
    if (those.isEmpty()) {
      throw new Refusal(
          named.size() == 1 ? named.get(0) + " " + otherwise : "each of them " + otherwise);
    }
    return those;
  }

  static void answer(Context context, String verb, List<NodeId> nodes, String became) {
    List<String> names = nodes.stream().map(NodeId::name).toList();
    String are = nodes.size() == 1 ? " is " : " are ";
    context.result(verb, Map.of("nodes", names), Style.NODE.of(names(nodes)) + are + became);
  }
}
