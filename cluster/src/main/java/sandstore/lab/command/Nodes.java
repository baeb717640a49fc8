package sandstore.lab.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sandstore.lab.Context;
import sandstore.lab.Style;
import sandstore.wire.NodeId;

/** How commands speak of nodes. */
final class Nodes {
  private Nodes() {}

  /** {@code node1, node2}. */
  static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).collect(Collectors.joining(", "));
  }

  static void answer(Context context, String verb, List<NodeId> nodes, String became) {
    List<String> names = nodes.stream().map(NodeId::name).toList();
    String are = nodes.size() == 1 ? " is " : " are ";
    context.result(verb, Map.of("nodes", names), Style.NODE.of(names(nodes)) + are + became);
  }
}
