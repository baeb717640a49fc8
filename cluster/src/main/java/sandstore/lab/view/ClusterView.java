package sandstore.lab.view;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.proto.Health;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeRule;
import sandstore.proto.Role;
import sandstore.wire.NodeId;

/**
 * All that the lab has been told about the cluster, at one point of the event stream. Immutable.
 *
 * @param order how many events were folded; two views of one stream with the same order are equal
 * @param topology {@code basic}, {@code replicated}, {@code raft}; empty when no cluster is up
 * @param nodes by name, in order
 * @param faults link rules that the lab has given out, whether or not every node has them yet
 * @param nodeFaults likewise, of nodes' disks and clocks; one for each node at most
 * @param ordersVersion version of the newest orders that was heard of
 * @param elections the latest 50, by term
 * @param operations what the lab's clients did since {@code up}
 * @param files in the namespace, as the leader counted last; absent when nobody has since a fault
 * @param chunks that files refer to; likewise
 * @param underReplicated chunks with fewer live copies than wanted; likewise
 * @param namespaceIndex log index of the last operation on files that the present leader applied; a
 *     count of an earlier state is no count of now
 * @param upkeep repair, scrub, garbage, draining
 * @param gate messages that wait for the lab's word
 * @param invariants what must always hold, as far as somebody watches it now, by name ({@code I5})
 */
public record ClusterView(
    long order,
    String topology,
    SortedMap<NodeId, NodeView> nodes,
    List<LinkRule> faults,
    List<NodeRule> nodeFaults,
    long ordersVersion,
    List<Election> elections,
    Operations operations,
    OptionalLong files,
    OptionalLong chunks,
    OptionalLong underReplicated,
    long namespaceIndex,
    Upkeep upkeep,
    Gate gate,
    SortedMap<String, Watched> invariants) {

  /** Before the first event. */
  public static final ClusterView EMPTY =
      new ClusterView(
          0,
          "",
          Collections.emptySortedMap(),
          List.of(),
          List.of(),
          0,
          List.of(),
          Operations.NONE,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          0,
          Upkeep.NONE,
          Gate.OPEN,
          Collections.emptySortedMap());

  /**
   * One of the things that must always hold.
   *
   * @param brokenAt 0: it holds, as far as anybody has seen; else the order of the event that told
   *     of the first time it was broken
   * @param sentence what must hold, or how it was broken
   */
  public record Watched(long brokenAt, String sentence) {
    public boolean broken() {
      return brokenAt != 0;
    }
  }

  /**
   * One election, as far as it was seen.
   *
   * @param tally who voted for each candidate, the candidate's own vote included
   * @param campaigning candidates that have not given up, moved to another term, or died
   * @param leader who won
   * @param outcome {@code open}; {@code won}; or {@code none} once nobody campaigns any more or a
   *     later term has a leader
   */
  public record Election(
      long term,
      SortedMap<NodeId, List<NodeId>> tally,
      List<NodeId> campaigning,
      Optional<NodeId> leader,
      String outcome) {}

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

  /**
   * Running nodes that the leader does not believe alive, or has not heard yet; all of them when
   * nobody leads.
   */
  public List<NodeId> unheard() {
    Optional<NodeView> leader = leader();
    return running().stream()
        .map(NodeView::id)
        .filter(id -> leader.filter(l -> l.id().equals(id)).isEmpty())
        .filter(id -> leader.map(l -> l.health().get(id)).filter(Health.ALIVE::equals).isEmpty())
        .toList();
  }

  /** The highest term that any node told of; 0 when none did. */
  public long term() {
    return nodes.values().stream().mapToLong(NodeView::term).max().orElse(0);
  }

  /**
   * Who votes: as the leader has it, else as the node in the highest term has it that knows voters
   * at all. Empty where nobody votes.
   */
  public List<NodeId> voters() {
    return leader()
        .or(
            () ->
                nodes.values().stream()
                    .filter(n -> !n.voters().isEmpty())
                    .max(Comparator.comparingLong(NodeView::term)))
        .map(NodeView::voters)
        .orElse(List.of());
  }

  /** Whether some running node keeps it out of its plans, since clients wait too long for it. */
  public boolean slow(NodeId node) {
    return running().stream().anyMatch(n -> n.slow().contains(node));
  }

  /** Whether orders are on their way to a running node. */
  public boolean pending(NodeView node) {
    return node.process() != NodeView.Process.EXITED && node.ordersVersion() < ordersVersion;
  }

  /** The view as a few lines of text, for people and for tests. */
  public String describe() {
    return Describe.view(this);
  }

  /** Whether who has this role decides: as leader, as primary, or alone. */
  public static boolean leads(Role role) {
    return role == Role.LEADER || role == Role.PRIMARY || role == Role.SINGLE;
  }

  /** The rule on one link, if there is any. */
  public Optional<LinkRule> rule(NodeId from, NodeId to) {
    return faults.stream()
        .filter(r -> r.getFrom().equals(from.name()) && r.getTo().equals(to.name()))
        .findFirst();
  }

  /** What is wrong with the node's disk or clock, if anything is. */
  public Optional<NodeRule> nodeFault(NodeId node) {
    return nodeFaults.stream().filter(r -> r.getNode().equals(node.name())).findFirst();
  }

  /** How many links have a fault, one way or both: a partition of 2 and 3 has six. */
  public int badLinks() {
    return (int)
        faults.stream()
            .map(
                r ->
                    r.getFrom().compareTo(r.getTo()) < 0
                        ? r.getFrom() + " " + r.getTo()
                        : r.getTo() + " " + r.getFrom())
            .distinct()
            .count();
  }

  /** How each node believes each other is: {@code health().get(by).get(of)}. */
  public Map<NodeId, Map<NodeId, Health>> health() {
    Map<NodeId, Map<NodeId, Health>> by = new TreeMap<>();
    nodes.values().forEach(n -> by.put(n.id(), n.health()));
    return Collections.unmodifiableMap(by);
  }
}
