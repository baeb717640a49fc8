package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;

/**
 * Finds the operation whose return made a history impossible: the end of its shortest beginning
 * that no order explains. Whoever has read the history to its end may have seen it coming, and
 * named an earlier return.
 */
final class Culprit {
  /** Judges a problem. */
  interface Judge {
    Verdict judge(Problem problem) throws InterruptedException;
  }

  private Culprit() {}

  /**
   * @param problem that no order explains
   * @param earliest no return before this one's made it so
   * @param ahead how many returns after it to look at
   * @return empty if it is none of these
   */
  static Optional<Operation> find(Problem problem, Operation earliest, int ahead, Judge judge)
      throws InterruptedException {
    List<Operation> returns =
        problem.operations().stream()
            .filter(o -> !o.open())
            .sorted(Comparator.comparingLong(Operation::returned))
            .toList();
    int low = -1; // explained up to here
    while (low + 1 < returns.size() && returns.get(low + 1).returned() < earliest.returned()) {
      low++;
    }
    int last = (int) Math.min(returns.size() - 1L, (long) low + 1 + ahead);
    int high = low;
    boolean found = false;
    for (int step = 1; !found && high < last; step *= 2) {
      low = high;
      high = Math.min(high + step, last);
      found = judge.judge(until(problem, returns.get(high))) == Verdict.NOT_LINEARIZABLE;
    }
    if (!found) {
      return Optional.empty();
    }
    while (high - low > 1) {
      int middle = (low + high) / 2;
      boolean impossible =
          judge.judge(until(problem, returns.get(middle))) == Verdict.NOT_LINEARIZABLE;
      low = impossible ? low : middle;
      high = impossible ? middle : high;
    }
    return Optional.of(returns.get(high));
  }

  /** The beginning of a history, up to a return: what is under way then has no end yet. */
  static Problem until(Problem problem, Operation last) {
    List<Operation> begun = new ArrayList<>();
    for (Operation o : problem.operations()) {
      if (o.invoked() > last.returned()) {
        continue;
      }
      if (o.returned() <= last.returned() || o.open()) {
        begun.add(o);
      } else if (!o.verb().reads() && o.outcome() != Outcome.MISMATCH) {
        begun.add(o.returningBy(Operation.NEVER));
      }
    }
    return problem.with(begun);
  }
}
