package sandstore.shell.line;

import java.util.List;
import java.util.Optional;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** Says what ends when the person leaves, and what does not. Pure. */
final class Farewell {
  private Farewell() {}

  /** {@code taking node1..node5 down}; nothing when no node is there. */
  static Optional<String> of(ClusterView view) {
    List<NodeId> there =
        view.nodes().values().stream()
            .filter(n -> n.process() != NodeView.Process.EXITED)
            .map(NodeView::id)
            .toList();
    return there.isEmpty() ? Optional.empty() : Optional.of("taking " + names(there) + " down");
  }

  /** The same where the lab is another process's. */
  static String attached(String host, ClusterView view) {
    return view.topology().isEmpty()
        ? "left the lab of " + host
        : "left the lab of " + host + "; its cluster stays up";
  }

  private static String names(List<NodeId> nodes) {
    NodeId first = nodes.get(0);
    NodeId last = nodes.get(nodes.size() - 1);
    boolean inARow = last.number() - first.number() == nodes.size() - 1;
    return inARow && nodes.size() > 2
        ? first + ".." + last
        : String.join(", ", nodes.stream().map(NodeId::name).toList());
  }
}
