package sandstore.shell.line;

import java.util.List;
import java.util.Optional;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** Says which nodes end when the person leaves. Pure. */
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

  private static String names(List<NodeId> nodes) {
    NodeId first = nodes.get(0);
    NodeId last = nodes.get(nodes.size() - 1);
    boolean inARow = last.number() - first.number() == nodes.size() - 1;
    return inARow && nodes.size() > 2
        ? first + ".." + last
        : String.join(", ", nodes.stream().map(NodeId::name).toList());
  }
}
