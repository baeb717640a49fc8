package sandstore.node.placement;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sandstore.wire.NodeId;
import sandstore.wire.PlacementName;

/**
 * Few sets of nodes, each of which has all copies of the chunks that it has (Cidon et al.,
 * "Copysets: Reducing the Frequency of Data Loss in Cloud Storage", USENIX ATC 2013, section 3).
 * Where every set of nodes is in use, any few nodes that die at once have some chunk among them;
 * where few are, most such deaths cost nothing, and the rare one that does costs more.
 *
 * <p>All nodes are put in a row by chance, and the row is cut into sets; again and again, until a
 * node shares its chunks with {@link #SCATTER_WIDTH} others, which is how many can help when it is
 * to be replaced. Chance is a hash of the names: the sets depend on who is a member, not on who is
 * alive. Other than in the paper, each set takes its nodes from as many zones as there are.
 */
@AutoService({Policy.class, PlacementName.class})
public final class Copyset implements Policy {
  /** Nodes with which one node shares chunks, about. */
  static final int SCATTER_WIDTH = 4;

  /** The sets of the last question: they change only with the members. */
  private record Known(Map<NodeId, String> zones, int replicas, Set<Set<NodeId>> sets) {}

  private volatile Known known = new Known(Map.of(), 0, Set.of());

  @Override
  public String name() {
    return "copyset";
  }

  /**
   * From the set that has most of what is kept, then fewest nodes that cannot take a copy or are
   * not welcome; whom such a set lacks is chosen as by {@link Spread}.
   */
  @Override
  public List<NodeId> choose(Need need) {
    List<NodeId> welcome =
        need.choice().stream().filter(c -> need.rank(c) == 0).map(Candidate::node).toList();
    Map<NodeId, Long> scores = need.scores();
    List<NodeId> chosen =
        known(need).stream()
            .min(
                Comparator.comparingInt((Set<NodeId> set) -> -common(set, need.kept()))
                    .thenComparingInt(set -> -common(set, welcome))
                    .thenComparingLong(set -> score(scores, set)))
            .map(set -> welcome.stream().filter(set::contains).limit(need.missing()).toList())
            .orElse(List.of());
    List<NodeId> all = new ArrayList<>(chosen);
    all.addAll(new Spread().choose(need.after(chosen)));
    return List.copyOf(all);
  }

  private Set<Set<NodeId>> known(Need need) {
    Map<NodeId, String> zones = new HashMap<>();
    need.members().forEach(c -> zones.put(c.node(), c.zone()));
    Known last = known;
    if (last.replicas() != need.replicas() || !last.zones().equals(zones)) {
      last = new Known(zones, need.replicas(), sets(need.members(), need.replicas()));
      known = last;
    }
    return last.sets();
  }

  private static int common(Set<NodeId> set, List<NodeId> nodes) {
    return (int) nodes.stream().filter(set::contains).count();
  }

  /** The sum of the members' scores is a score of the set: a chunk's own, and the same again. */
  private static long score(Map<NodeId, Long> scores, Set<NodeId> set) {
    return set.stream().mapToLong(n -> scores.getOrDefault(n, 0L)).sum();
  }

  /** All sets in use. A row whose end is too short for a set borrows from its beginning. */
  static Set<Set<NodeId>> sets(List<Candidate> members, int replicas) {
    Set<Set<NodeId>> sets = new LinkedHashSet<>();
    int rows = replicas < 2 ? 1 : (SCATTER_WIDTH + replicas - 2) / (replicas - 1);
    for (int row = 0; row < rows; row++) {
      List<Candidate> all = row(members, row);
      List<Candidate> left = new ArrayList<>(all);
      while (!left.isEmpty()) {
        sets.add(cut(left, all, replicas));
      }
    }
    return sets;
  }

  private static List<Candidate> row(List<Candidate> members, int row) {
    long seed = Rendezvous.seed("row", row);
    return members.stream()
        .sorted(
            Comparator.comparingLong((Candidate c) -> Rendezvous.score(seed, c.node()))
                .thenComparing(Candidate::node))
        .toList();
  }

  private static Set<NodeId> cut(List<Candidate> left, List<Candidate> all, int replicas) {
    Set<NodeId> set = new LinkedHashSet<>();
    Map<String, Integer> inZone = new HashMap<>();
    while (set.size() < Math.min(replicas, all.size())) {
      List<Candidate> from =
          left.isEmpty() ? all.stream().filter(c -> !set.contains(c.node())).toList() : left;
      Candidate next = next(from, inZone);
      left.remove(next);
      inZone.merge(next.zone(), 1, Integer::sum);
      set.add(next.node());
    }
    return set;
  }

  /**
   * The first in the row of a zone that the set has fewest of; among such zones one that has most
   * nodes left, since else the last sets would be of one zone.
   */
  private static Candidate next(List<Candidate> from, Map<String, Integer> inZone) {
    Map<String, Integer> left = new HashMap<>();
    from.forEach(c -> left.merge(c.zone(), 1, Integer::sum));
    return from.stream()
        .min(
            Comparator.comparingInt((Candidate c) -> inZone.getOrDefault(c.zone(), 0))
                .thenComparingInt(c -> -left.getOrDefault(c.zone(), 0)))
        .orElseThrow();
  }
}
