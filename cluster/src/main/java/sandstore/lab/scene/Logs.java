package sandstore.lab.scene;

import java.util.OptionalLong;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.TermRuns;
import sandstore.wire.NodeId;

/** What nodes have in their logs, as far as they have told. Nodes are their numbers. Pure. */
final class Logs {
  private Logs() {}

  private static NodeView node(ClusterView view, int node) {
    return view.node(NodeId.of(node)).orElseThrow();
  }

  /** The last index; of a dead node, what it has on its disk. */
  static long last(ClusterView view, int node) {
    return node(view, node).lastIndex();
  }

  static long committed(ClusterView view, int node) {
    return node(view, node).commitIndex();
  }

  /** Whether the entry at that index is there, and of that term. */
  static boolean has(ClusterView view, int node, long index, long term) {
    return termAt(view, node, index).equals(OptionalLong.of(term));
  }

  /** Empty where the log has no such entry. */
  static OptionalLong termAt(ClusterView view, int node, long index) {
    NodeView n = node(view, node);
    return index < n.firstIndex() || index > n.lastIndex()
        ? OptionalLong.empty()
        : OptionalLong.of(TermRuns.termAt(n.terms(), index));
  }

  /** Whether it leads in that term, and has the entry with which its term begins. */
  static boolean leads(ClusterView view, int node, long term) {
    NodeView n = node(view, node);
    return n.leads()
        && n.term() == term
        && termAt(view, node, n.lastIndex()).equals(OptionalLong.of(term));
  }

  /** Whether nobody who runs knows that entry to be committed. */
  static boolean nobodyKnowsCommitted(ClusterView view, long index) {
    return view.running().stream().allMatch(n -> n.commitIndex() < index);
  }

  /**
   * Whether the logs of all nodes are one, and all of it is committed. Logs that have the same last
   * entry are the same (Raft 5.3, log matching).
   */
  static boolean allOne(ClusterView view) {
    return view.leader().filter(leader -> allAre(view, leader)).isPresent();
  }

  private static boolean allAre(ClusterView view, NodeView leader) {
    long last = leader.lastIndex();
    OptionalLong term = OptionalLong.of(TermRuns.termAt(leader.terms(), last));
    return leader.commitIndex() == last
        && term.getAsLong() == leader.term()
        && view.nodes().values().stream()
            .allMatch(
                n ->
                    n.alive()
                        && n.known()
                        && n.lastIndex() == last
                        && termAt(view, n.id().number(), last).equals(term));
  }
}
