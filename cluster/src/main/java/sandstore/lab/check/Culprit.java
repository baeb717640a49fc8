package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
   */
  static Operation find(Problem problem, Operation earliest, Judge judge)
      throws InterruptedException {
    List<Operation> returns =
        problem.operations().stream()
            .filter(o -> !o.open())
            .sorted(Comparator.comparingLong(Operation::returned))
            .toList();
    int low = returns.indexOf(earliest) - 1; // explained up to here
    int high = low;
    for (int step = 1; high < returns.size() - 1; step *= 2) {
      high = Math.min(high + step, returns.size() - 1);
      if (judge.judge(until(problem, returns.get(high))) == Verdict.NOT_LINEARIZABLE) {
        break;
      }
      low = high;
    }
    while (high - low > 1) {
      int middle = (low + high) / 2;
      boolean impossible =
          judge.judge(until(problem, returns.get(middle))) == Verdict.NOT_LINEARIZABLE;
      low = impossible ? low : middle;
      high = impossible ? middle : high;
    }
    return returns.get(high);
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
