package sandstore.shell.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/**
 * The sides that cut links divide the nodes into: two nodes are on one side if there is a way
 * between them over links that are whole in both directions.
 */
final class Sides {
  private Sides() {}

  /** One side when nothing is cut apart; nodes in order, sides by their first node. */
  static List<List<NodeId>> of(ClusterView view) {
    List<List<NodeId>> sides = new ArrayList<>();
    Set<NodeId> left = new TreeSet<>(view.nodes().keySet());
    while (!left.isEmpty()) {
      NodeId first = left.iterator().next();
      TreeSet<NodeId> side = new TreeSet<>();
      Deque<NodeId> next = new ArrayDeque<>(List.of(first));
      while (!next.isEmpty()) {
        NodeId node = next.remove();
        if (side.add(node)) {
          view.nodes().keySet().stream()
              .filter(o -> !side.contains(o) && whole(view, node, o))
              .forEach(next::add);
        }
      }
      left.removeAll(side);
      sides.add(List.copyOf(side));
    }
    return sides;
  }

  private static boolean whole(ClusterView view, NodeId a, NodeId b) {
    return !cut(view, a, b) && !cut(view, b, a);
  }

  static boolean cut(ClusterView view, NodeId from, NodeId to) {
    return view.rule(from, to).map(r -> r.getCut() || r.getLoss() >= 1).orElse(false);
  }

  /** {@code 2 of 5, no quorum}. */
  static String votes(ClusterView view, List<NodeId> side) {
    List<NodeId> voters = view.voters();
    if (voters.isEmpty()) {
      return side.size() + (side.size() == 1 ? " node" : " nodes");
    }
    long alive = side.stream().filter(voters::contains).filter(n -> alive(view, n)).count();
    return alive
        + " of "
        + voters.size()
        + ", "
        + (alive >= majority(voters) ? "quorum" : "no quorum");
  }

  static int majority(List<NodeId> voters) {
    return voters.size() / 2 + 1;
  }

  private static boolean alive(ClusterView view, NodeId node) {
    return view.node(node).map(NodeView::alive).orElse(false);
  }

  /** How many voters that run are together on the largest side. */
  static long together(ClusterView view) {
    List<NodeId> voters = view.voters();
    return of(view).stream()
        .mapToLong(s -> s.stream().filter(voters::contains).filter(n -> alive(view, n)).count())
        .max()
        .orElse(0);
  }
}
