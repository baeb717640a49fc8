package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.lab.check.Blocks.Clash;

/** Each block of values as an interval; see {@link Zones}. */
final class Intervals {
  private final Blocks blocks;
  private final List<Interval> all = new ArrayList<>();
  private @Nullable Clash within;

  /**
   * @param root the value at its beginning
   * @param first the moment of its first return, and whose it is: -1 of what was always there
   * @param last the moment of its last invocation, and whose it is
   */
  record Interval(int root, long first, int firstOf, long last, int lastOf) {
    /** The value was there from first to last. */
    boolean holds() {
      return first < last;
    }

    /** A moment by which all blocks can be sorted into an order, if there is any. */
    long moment() {
      return Math.min(first, last);
    }
  }

  Intervals(Blocks blocks) {
    this.blocks = blocks;
    for (int v = 0; v < blocks.values() && within == null; v++) {
      if (blocks.isRoot(v)) {
        all.add(interval(v));
      }
    }
  }

  /** In an order in which no block is before one that must come first. */
  List<Interval> ordered() {
    all.sort(Comparator.comparingLong(Interval::moment).thenComparing(Interval::holds));
    return all;
  }

  private Interval interval(int root) {
    long first = blocks.firstReturn(root);
    int firstOf = blocks.firstReturnOf(root);
    long last = blocks.lastInvocation(root);
    int lastOf = blocks.lastInvocationOf(root);
    for (int v = blocks.becomes(root); v >= 0; v = blocks.becomes(v)) {
      if (blocks.firstReturn(v) < last && within == null) {
        within = new Clash(blocks.firstReturnOf(v), lastOf);
      }
      if (blocks.firstReturn(v) < first) {
        first = blocks.firstReturn(v);
        firstOf = blocks.firstReturnOf(v);
      }
      if (blocks.lastInvocation(v) > last) {
        last = blocks.lastInvocation(v);
        lastOf = blocks.lastInvocationOf(v);
      }
    }
    return new Interval(root, first, firstOf, last, lastOf);
  }

  /** Two of which each must come before the other; null if there are none. */
  @Nullable Clash clash() {
    if (within != null) {
      return within;
    }
    Interval holding = null; // the one that lasts longest of those that began
    for (Interval next : ordered()) {
      if (holding != null && holding.first < next.last && next.first < holding.last) {
        return new Clash(holding.firstOf, holding.lastOf, next.firstOf, next.lastOf);
      }
      if (next.holds()) {
        holding = next;
      }
    }
    return null;
  }
}
