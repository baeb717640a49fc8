package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thins out a large set of possibilities. Of two that differ only in open operations, the one that
 * has used fewer of them can still do all that the other can.
 */
final class Crowd {
  private record Alike(int state, List<Long> closed) {}

  private Crowd() {}

  /**
   * @param open the places of open operations
   */
  static ConfigurationSet thinned(ConfigurationSet all, long[] open) {
    Map<Alike, List<long[]>> groups = new HashMap<>();
    for (int slot = 0; slot < all.slots(); slot++) {
      if (all.state(slot) >= 0) {
        long[] taken = new long[all.words()];
        all.copyTaken(slot, taken);
        List<Long> closed = new ArrayList<>();
        for (int w = 0; w < taken.length; w++) {
          closed.add(taken[w] & ~open[w]);
        }
        groups
            .computeIfAbsent(new Alike(all.state(slot), closed), k -> new ArrayList<>())
            .add(taken);
      }
    }
    ConfigurationSet left = new ConfigurationSet(all.words());
    groups.forEach((alike, group) -> least(group).forEach(t -> left.add(alike.state, t)));
    return left;
  }

  private static List<long[]> least(List<long[]> group) {
    if (group.size() == 1) {
      return group;
    }
    group.sort(Comparator.comparingInt(t -> Arrays.stream(t).mapToInt(Long::bitCount).sum()));
    List<long[]> least = new ArrayList<>();
    for (long[] taken : group) {
      if (least.stream().noneMatch(l -> within(l, taken))) {
        least.add(taken);
      }
    }
    return least;
  }

  private static boolean within(long[] few, long[] many) {
    for (int w = 0; w < few.length; w++) {
      if ((few[w] & ~many[w]) != 0) {
        return false;
      }
    }
    return true;
  }
}
