package sandstore.node.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.node.placement.Candidate;
import sandstore.node.placement.Policy;
import sandstore.wire.NodeId;

/**
 * How the nodes are, as a plan sees it.
 *
 * @param replicas copies wanted of each chunk
 * @param nodes everybody who is a member; who is not is gone
 * @param avoid nodes that lately failed to take a copy
 * @param policy chooses where new copies go
 */
record Situation(
    int replicas, SortedMap<NodeId, Standing> nodes, Set<NodeId> avoid, Policy policy) {
  /** Whether a node can be counted on. */
  enum Presence {
    /** Believed alive. */
    HERE,
    /** Not, but not for long: its copies count, and nothing can be read from it. */
    AWAY,
    /** Away for longer than the grace time: its copies do not count. */
    GONE
  }

  /**
   * One member.
   *
   * @param draining chunks are to leave it; it can still be read from
   */
  record Standing(NodeId node, String zone, long freeBytes, Presence presence, boolean draining) {}

  boolean isHere(NodeId node) {
    Standing s = nodes.get(node);
    return s != null && s.presence() == Presence.HERE;
  }

  boolean isGone(NodeId node) {
    Standing s = nodes.get(node);
    return s == null || s.presence() == Presence.GONE;
  }

  /** Who is not here, and still counts. */
  List<NodeId> away() {
    return nodes.values().stream()
        .filter(s -> s.presence() == Presence.AWAY)
        .map(Standing::node)
        .toList();
  }

  /** The same, if whoever is away does not come back in time. */
  Situation withoutWhoIsAway() {
    SortedMap<NodeId, Standing> then = new TreeMap<>(nodes);
    then.replaceAll(
        (node, s) ->
            s.presence() == Presence.AWAY
                ? new Standing(node, s.zone(), s.freeBytes(), Presence.GONE, s.draining())
                : s);
    return new Situation(replicas, then, avoid, policy);
  }

  boolean isDraining(NodeId node) {
    Standing s = nodes.get(node);
    return s != null && s.draining();
  }

  /** Whether a sound copy on this node counts. */
  boolean counts(NodeId node) {
    return !isGone(node) && !isDraining(node);
  }

  String zone(NodeId node) {
    Standing s = nodes.get(node);
    return s == null ? "" : s.zone();
  }

  /** Copies that a chunk should have: no more than there are nodes whose copies count. */
  int wanted() {
    return Math.min(replicas, (int) nodes.keySet().stream().filter(this::counts).count());
  }

  /** Everybody, for a policy: only who may be given a copy is alive to it. */
  List<Candidate> candidates(List<NodeId> notThese) {
    List<Candidate> all = new ArrayList<>();
    for (Standing s : nodes.values()) {
      boolean takes = mayTake(s.node()) && !notThese.contains(s.node());
      all.add(new Candidate(s.node(), s.zone(), takes, s.freeBytes()));
    }
    return all;
  }

  /** Whether a node can be given a copy. */
  boolean mayTake(NodeId node) {
    return isHere(node) && !isDraining(node) && !avoid.contains(node);
  }

  /** Whether a chunk that is listed on these nodes, all copies sound, needs anything done. */
  boolean isContent(List<NodeId> listed) {
    long counting = listed.stream().filter(this::counts).count();
    return counting >= wanted() && counting <= replicas;
  }
}
