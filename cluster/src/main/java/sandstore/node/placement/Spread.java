package sandstore.node.placement;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sandstore.wire.NodeId;
import sandstore.wire.PlacementName;

/**
 * Copies in as many zones as there are, then an even load: a zone that dies takes one copy of a
 * chunk, as long as there are as many zones as copies.
 */
@AutoService({Policy.class, PlacementName.class})
public final class Spread implements Policy {
  @Override
  public String name() {
    return "spread";
  }

  @Override
  public List<NodeId> choose(Need need) {
    List<Candidate> left = new ArrayList<>(need.choice());
    Map<String, Integer> inZone = new HashMap<>();
    need.members().stream()
        .filter(c -> need.kept().contains(c.node()))
        .forEach(c -> inZone.merge(c.zone(), 1, Integer::sum));
    List<NodeId> chosen = new ArrayList<>();
    while (chosen.size() < need.missing() && !left.isEmpty()) {
      Candidate best = next(left, inZone, need);
      left.remove(best);
      inZone.merge(best.zone(), 1, Integer::sum);
      chosen.add(best.node());
    }
    return List.copyOf(chosen);
  }

  /** Of the nodes that are as welcome as the first, one in the zone that has the fewest. */
  private static Candidate next(List<Candidate> left, Map<String, Integer> inZone, Need need) {
    Candidate best = left.get(0);
    int rank = need.rank(best);
    for (Candidate c : left) {
      if (need.rank(c) == rank
          && inZone.getOrDefault(c.zone(), 0) < inZone.getOrDefault(best.zone(), 0)) {
        best = c;
      }
    }
    return best;
  }
}
