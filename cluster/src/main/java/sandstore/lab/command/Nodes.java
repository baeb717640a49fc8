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

  /** What is done to one node. */
  interface Deed {
    void to(NodeId node) throws InterruptedException;
  }

  /**
   * Does it to one after the other, and answers when it is done to all.
   *
   * @param became {@code killed}: what they are then
   */
  static void each(Context context, String verb, List<NodeId> nodes, Deed deed, String became)
      throws InterruptedException {
    for (NodeId node : nodes) {
      deed.to(node);
    }
    List<String> names = nodes.stream().map(NodeId::name).toList();
    String are = nodes.size() == 1 ? " is " : " are ";
    context.result(verb, Map.of("nodes", names), Style.NODE.of(names(nodes)) + are + became);
  }
}
