package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sandstore.lab.history.Operation;

/**
 * Places for the compare-and-sets that found another value than they asked for, in one order of all
 * the other operations; see {@link Zones}. A place is the number of operations before it.
 */
final class Places {
  private final Blocks blocks;

  /** Of each operation its place in the order, from 1; 0 if it has none. */
  private final int[] place;

  /** From which place on each value is there, and up to which. */
  private final int[] from;

  private final int[] to;
  private int total;

  private Places(Blocks blocks) {
    this.blocks = blocks;
    place = new int[blocks.operations.length];
    from = new int[blocks.values()];
    to = new int[blocks.values()];
  }

  /** Whether each has one. If not, there may still be another order in which each does. */
  static boolean forAll(Blocks blocks, Problem problem) {
    int[] mismatches =
        IntStream.range(0, problem.operations().size()).filter(blocks::mismatch).toArray();
    if (mismatches.length == 0) {
      return true;
    }
    Places places = new Places(blocks);
    places.order();
    return places.each(mismatches);
  }

  private void order() {
    List<List<Integer>> readers = new ArrayList<>();
    for (int v = 0; v < blocks.values(); v++) {
      readers.add(List.of());
    }
    for (int i = 0; i < place.length; i++) {
      if (!blocks.mismatch(i) && blocks.writer(blocks.about(i)) != i) {
        int v = blocks.about(i);
        if (readers.get(v).isEmpty()) {
          readers.set(v, new ArrayList<>());
        }
        readers.get(v).add(i);
      }
    }
    Arrays.fill(from, -1);
    int at = 0;
    int before = -1;
    for (Intervals.Interval block : new Intervals(blocks).ordered()) {
      for (int v = block.root(); v >= 0; v = blocks.becomes(v)) {
        if (blocks.writer(v) >= 0) {
          place[blocks.writer(v)] = ++at;
        }
        if (before >= 0) {
          to[before] = at - 1;
        }
        from[v] = at;
        before = v;
        List<Integer> sorted = readers.get(v);
        if (!sorted.isEmpty()) {
          sorted.sort(Comparator.comparingLong(r -> blocks.operations[r].invoked()));
        }
        for (int r : sorted) {
          place[r] = ++at;
        }
      }
    }
    to[before] = at;
    total = at;
  }

  /** One after the other, each as early as it can be. */
  private boolean each(int[] mismatches) {
    Operation[] all = blocks.operations;
    int[] placed = IntStream.range(0, place.length).filter(i -> place[i] > 0).toArray();
    Earliest before = new Earliest(placed);
    int[] byReturn =
        IntStream.of(mismatches)
            .boxed()
            .sorted(Comparator.comparingLong(i -> all[i].returned()))
            .mapToInt(i -> i)
            .toArray();
    int[] byInvocation =
        IntStream.of(mismatches)
            .boxed()
            .sorted(Comparator.comparingLong(i -> all[i].invoked()))
            .mapToInt(i -> i)
            .toArray();
    int[] at = new int[all.length];
    int done = 0;
    int latest = 0;
    for (int m : byInvocation) {
      while (done < byReturn.length && all[byReturn[done]].returned() < all[m].invoked()) {
        latest = Math.max(latest, at[byReturn[done++]]);
      }
      int place = Math.max(latest, before.placesBefore(all[m].invoked()));
      int missed = blocks.saw(m);
      if (missed >= 0 && from[missed] >= 0 && from[missed] <= place && place <= to[missed]) {
        place = to[missed] + 1;
      }
      if (place > total || place >= before.firstAfter(all[m].returned())) {
        return false;
      }
      at[m] = place;
    }
    return true;
  }

  /** Which places are behind, and which ahead, of a moment. */
  private final class Earliest {
    private final long[] returns;
    private final int[] highest;
    private final long[] invocations;
    private final int[] lowest;

    Earliest(int[] placed) {
      Operation[] all = blocks.operations;
      List<Integer> sorted = new ArrayList<>(IntStream.of(placed).boxed().toList());
      sorted.sort(Comparator.comparingLong(i -> all[i].returned()));
      returns = sorted.stream().mapToLong(i -> all[i].returned()).toArray();
      highest = sorted.stream().mapToInt(i -> place[i]).toArray();
      for (int i = 1; i < highest.length; i++) {
        highest[i] = Math.max(highest[i], highest[i - 1]);
      }
      sorted.sort(Comparator.comparingLong(i -> all[i].invoked()));
      invocations = sorted.stream().mapToLong(i -> all[i].invoked()).toArray();
      lowest = sorted.stream().mapToInt(i -> place[i]).toArray();
      for (int i = lowest.length - 2; i >= 0; i--) {
        lowest[i] = Math.min(lowest[i], lowest[i + 1]);
      }
    }

    /** So many operations must come before what is invoked at this moment. */
    int placesBefore(long moment) {
      int n = count(returns, moment);
      return n == 0 ? 0 : highest[n - 1];
    }

    /** The first operation that must come after what returns at this moment. */
    int firstAfter(long moment) {
      int n = count(invocations, moment + 1);
      return n == invocations.length ? Integer.MAX_VALUE : lowest[n];
    }

    /** How many are less. */
    private int count(long[] sorted, long limit) {
      int low = 0;
      int high = sorted.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] < limit) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }
}
