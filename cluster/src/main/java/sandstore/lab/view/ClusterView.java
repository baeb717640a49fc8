package sandstore.lab.view;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import sandstore.proto.LinkRule;
import sandstore.proto.Role;
import sandstore.wire.NodeId;

/**
 * All that the lab has been told about the cluster, at one point of the event stream. Immutable.
 *
 * @param order how many events were folded; two views with the same order are equal
 * @param topology {@code basic}, {@code replicated}, {@code raft}; empty when no cluster is up
 * @param nodes by name, in order
 * @param faults link rules that the lab has given out, whether or not every node has them yet
 * @param ordersVersion version of the newest orders
 * @param elections the latest ones, oldest first, bounded
 * @param operations what the lab's clients did since {@code up}
 * @param files in the namespace, as the leader counted last; absent when nobody has since a fault
 * @param chunks that files refer to; likewise
 * @param underReplicated chunks with fewer live copies than wanted; likewise
 */
public record ClusterView(
    long order,
    String topology,
    SortedMap<NodeId, NodeView> nodes,
    List<LinkRule> faults,
    long ordersVersion,
    List<Election> elections,
    Operations operations,
    OptionalLong files,
    OptionalLong chunks,
    OptionalLong underReplicated) {

  /**
   * One election, as far as it was seen.
   *
   * @param tally who voted for each candidate, the candidate's own vote included
   * @param outcome {@code open}, {@code won} or {@code none}
   */
  public record Election(
      long term, Map<NodeId, List<NodeId>> tally, Optional<NodeId> leader, String outcome) {}

  /** Counts of the lab's own operations. */
  public record Operations(long invoked, long ok, long failed, long unknown) {
    public static final Operations NONE = new Operations(0, 0, 0, 0);
  }

  /** The running node that believes it leads, in the highest term. */
  public Optional<NodeView> leader() {
    return leaders().stream().max(Comparator.comparingLong(NodeView::term));
  }

  /** All running nodes that believe they lead. */
  public List<NodeView> leaders() {
    return nodes.values().stream()
        .filter(n -> n.process() == NodeView.Process.RUNNING && n.leads())
        .toList();
  }

  public Optional<NodeView> node(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  public List<NodeView> running() {
    return nodes.values().stream().filter(n -> n.process() == NodeView.Process.RUNNING).toList();
  }

  /** The highest term that any node told of; 0 when none did. */
  public long term() {
    return nodes.values().stream().mapToLong(NodeView::term).max().orElse(0);
  }

  static boolean leads(Role role) {
    return role == Role.LEADER || role == Role.PRIMARY || role == Role.SINGLE;
  }
}
