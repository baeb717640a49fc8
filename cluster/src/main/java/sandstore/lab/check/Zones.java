package sandstore.lab.check;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sandstore.lab.check.Blocks.Clash;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;

/**
 * Judges a register without any search, if every value is written only once.
 *
 * <p>Then it is known which write each read saw, and what is done to one value must stand together
 * in every order: the write and the reads of its value, and, where a compare-and-set made the next
 * value out of it, those of that one after them. Such a block can come before another one unless an
 * operation of the other ended before one of its own began. Two blocks each of which must come
 * before the other contradict each other; and if no two do, there is an order (of three or more in
 * a circle two always do). So what is to be compared is one interval a block: from its first return
 * to its last invocation. If they are in this order, the value was there all that time, and nothing
 * else can have been.
 *
 * <p>A compare-and-set that found <em>another</em> value is no part of a block. It contradicts only
 * if the value that it did not find was there all the time; and once the blocks are in order, each
 * needs a place. If that cannot be told from one order, this engine does not know, and others
 * search.
 *
 * <p>Gibbons and Korach, "Testing shared memories" (1997), section 4, where such blocks are called
 * zones.
 */
final class Zones implements Engine {
  private static final int OPERATION_BYTES = 100;

  @Override
  public String name() {
    return "zones";
  }

  @Override
  public Finding judge(Problem problem, Budget budget) {
    if (!budget.take((long) OPERATION_BYTES * problem.operations().size())) {
      return unknown(budget.whyNot());
    }
    Blocks blocks = Blocks.of(problem);
    if (blocks == null) {
      return unknown("a value is written more than once");
    }
    Blocks.Clash clash = blocks.clash(Operation.NEVER - 1);
    if (clash != null) {
      return new Finding(
          Verdict.NOT_LINEARIZABLE,
          earliest(blocks, problem),
          name(),
          problem.operations().size(),
          "");
    }
    return Places.forAll(blocks, problem)
        ? new Finding(Verdict.LINEARIZABLE, null, name(), problem.operations().size(), "")
        : unknown("a compare-and-set found something else, and it is not clear what");
  }

  private Finding unknown(String why) {
    return new Finding(Verdict.UNKNOWN, null, name(), 0, why);
  }

  /**
   * A few operations that contradict each other by themselves, with all that wrote the values in
   * them; null if the history is explained, or too little is known about it.
   */
  static @Nullable List<Operation> contradiction(Problem problem, Operation culprit) {
    Blocks blocks = Blocks.of(problem);
    Clash clash = blocks == null ? null : blocks.clash(culprit.returned());
    if (blocks == null || clash == null) {
      return null;
    }
    Set<Integer> needed = new TreeSet<>(clash.operations());
    needed.add(problem.operations().indexOf(culprit));
    for (int i : List.copyOf(needed)) {
      needed.addAll(blocks.whoSaw(i, culprit.returned()));
    }
    for (int i : List.copyOf(needed)) {
      needed.addAll(blocks.writersUpTo(i));
    }
    return needed.stream().map(i -> problem.operations().get(i)).toList();
  }

  /** The operation at whose return there is a contradiction for the first time. */
  private static Operation earliest(Blocks blocks, Problem problem) {
    List<Operation> returns =
        problem.operations().stream()
            .filter(o -> o.outcome() != Outcome.UNKNOWN)
            .sorted(Comparator.comparingLong(Operation::returned))
            .toList();
    int low = -1;
    int high = returns.size() - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      boolean clashes = blocks.clash(returns.get(middle).returned()) != null;
      low = clashes ? low : middle;
      high = clashes ? middle : high;
    }
    return returns.get(high);
  }
}
