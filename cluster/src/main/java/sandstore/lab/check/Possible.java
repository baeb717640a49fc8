package sandstore.lab.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;

/**
 * What the culprit could have found: all orders of the other operations are tried, with the culprit
 * somewhere among them as one that fits any state. For a handful of operations only.
 */
final class Possible {
  private static final int MOST_OPERATIONS = 40;
  private static final int MOST = 50_000;

  private record Step(long taken, Object state, @Nullable Object found) {}

  private record Path(Step step, @Nullable Path before, int operation) {}

  private final Problem problem;
  private final Operation culprit;
  private final List<Operation> operations;
  private final Set<Object> states = new LinkedHashSet<>();
  private List<Operation> order = List.of();

  Possible(Problem problem, Operation culprit) {
    this.problem = problem;
    this.culprit = culprit;
    this.operations =
        problem.operations().stream().filter(o -> o.invoked() <= culprit.returned()).toList();
  }

  /** The states that it could have found; empty if there are too many operations to tell. */
  Set<Object> states() {
    return states;
  }

  /** An order that explains all but the culprit, which stands where it would have had to be. */
  List<Operation> order() {
    return order;
  }

  Possible look() {
    if (operations.size() > MOST_OPERATIONS) {
      return this;
    }
    Deque<Path> todo = new ArrayDeque<>();
    Set<Step> seen = new HashSet<>();
    for (Object start : problem.starts()) {
      todo.push(new Path(new Step(0, start, null), null, -1));
    }
    while (!todo.isEmpty() && seen.size() < MOST) {
      Path path = todo.pop();
      if (!seen.add(path.step)) {
        continue;
      }
      Object found = path.step.found;
      if (found != null && complete(path.step.taken) && states.add(found) && order.isEmpty()) {
        order = listed(path);
      }
      for (int i = 0; i < operations.size(); i++) {
        extend(path, i, todo);
      }
    }
    return this;
  }

  private void extend(Path path, int i, Deque<Path> todo) {
    Operation o = operations.get(i);
    Step step = path.step;
    if ((step.taken & (1L << i)) != 0 || !allBefore(o, step.taken)) {
      return;
    }
    boolean isCulprit = o.number() == culprit.number();
    Object then = isCulprit ? step.state : problem.model().after(step.state, o);
    if (then != null) {
      Object found = isCulprit ? step.state : step.found;
      todo.push(new Path(new Step(step.taken | (1L << i), then, found), path, i));
    }
  }

  private boolean allBefore(Operation o, long taken) {
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).precedes(o) && (taken & (1L << i)) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether all that returned before the culprit did have taken effect. */
  private boolean complete(long taken) {
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).returned() <= culprit.returned() && (taken & (1L << i)) == 0) {
        return false;
      }
    }
    return true;
  }

  private List<Operation> listed(Path path) {
    List<Operation> listed = new ArrayList<>();
    for (Path p = path; p != null && p.operation >= 0; p = p.before) {
      listed.add(0, operations.get(p.operation));
    }
    return listed;
  }
}
