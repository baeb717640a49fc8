package sandstore.node.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import sandstore.wire.NodeId;

/**
 * A chunk that needs copies: all of them when it is new, some when copies were lost.
 *
 * @param upload and {@code index}: the chunk
 * @param replicas copies wanted in all, those on {@code kept} among them
 * @param kept nodes that have it already
 * @param members everybody in the cluster, in any order, alive or not
 * @param avoid nodes to be taken last
 */
public record Need(
    String upload,
    int index,
    int replicas,
    List<NodeId> kept,
    List<Candidate> members,
    Set<NodeId> avoid) {
  public Need {
    kept = List.copyOf(kept);
    members = List.copyOf(members);
    avoid = Set.copyOf(avoid);
  }

  /** Of a chunk that nobody has yet. */
  public static Need ofNew(
      String upload, int index, int replicas, List<Candidate> members, Set<NodeId> avoid) {
    return new Need(upload, index, replicas, List.of(), members, avoid);
  }

  /** Copies to be added. */
  int missing() {
    return Math.max(0, replicas - kept.size());
  }

  /** Nodes that can take a copy: the most welcome first, among those in this chunk's own order. */
  List<Candidate> choice() {
    Map<NodeId, Long> scores = scores();
    return members.stream()
        .filter(c -> c.alive() && !kept.contains(c.node()))
        .sorted(
            Comparator.comparingInt(this::rank)
                .thenComparing(c -> scores.get(c.node()))
                .thenComparing(Candidate::node))
        .toList();
  }

  /** Of all members; the lower the better. */
  Map<NodeId, Long> scores() {
    long seed = Rendezvous.seed(upload, index);
    return members.stream()
        .map(Candidate::node)
        .distinct()
        .collect(Collectors.toMap(Function.identity(), n -> Rendezvous.score(seed, n)));
  }

  /** How unwelcome a node is; 0 = as welcome as any. */
  int rank(Candidate c) {
    return (avoid.contains(c.node()) ? 2 : 0) + (c.low() ? 1 : 0);
  }

  /** The same, when these have been chosen already. */
  Need after(List<NodeId> chosen) {
    List<NodeId> all = new ArrayList<>(kept);
    all.addAll(chosen);
    return new Need(upload, index, replicas, all, members, avoid);
  }
}
