package sandstore.lab.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * A register, by someone who has read the history to its end.
 *
 * <ul>
 *   <li>Values that nobody sees, or compares with, are as good as one.
 *   <li>A value that is written once cannot come back. As long as somebody who saw it has not even
 *       asked, it must stay.
 * </ul>
 *
 * @param seen values that matter to somebody
 * @param until of a value that is written once: when the last who saw it asked
 * @param mismatches whether a compare-and-set found another value; a write that nobody sees may be
 *     why, so it cannot take effect just anywhere
 */
record Observed(Set<Value> seen, Map<Value, Long> until, boolean mismatches) implements Model {
  private static final Register REGISTER = new Register();

  /** What the history tells about its values. */
  static Observed in(Problem problem) {
    Set<Value> seen = new HashSet<>();
    Map<Value, Long> until = new HashMap<>();
    Map<Value, Integer> writers = new HashMap<>();
    problem.starts().forEach(s -> writers.merge((Value) s, 1, Integer::sum));
    for (Operation o : problem.operations()) {
      Value written = Pruning.written(o);
      if (written != null) {
        writers.merge(written, 1, Integer::sum);
      }
      if (o.verb() == Verb.CAS) {
        seen.add(o.argument());
      }
      Value saw = Pruning.seen(o);
      if (saw != null) {
        seen.add(saw);
        until.merge(saw, o.invoked(), Math::max);
      }
    }
    until.keySet().removeIf(v -> writers.getOrDefault(v, 0) != 1);
    boolean mismatches =
        problem.operations().stream().anyMatch(o -> o.outcome() == Outcome.MISMATCH);
    return new Observed(seen, until, mismatches);
  }

  @Override
  public String name() {
    return REGISTER.name();
  }

  @Override
  public @Nullable Object after(Object state, Operation o) {
    Object then = REGISTER.after(state, o);
    boolean reads = o.verb() == Verb.READ || o.outcome() == Outcome.MISMATCH;
    return then == null || reads || seen.contains(then) ? then : Foresight.UNREAD;
  }

  @Override
  public long heldUntil(Object state) {
    return until.getOrDefault((Value) state, Long.MIN_VALUE);
  }

  @Override
  public boolean unread(Operation o) {
    return !mismatches && o.verb() == Verb.WRITE && !seen.contains(o.argument());
  }

  @Override
  public String shown(Object state) {
    return REGISTER.shown(state);
  }

  @Override
  public String answer(Object state, Operation o) {
    return REGISTER.answer(state, o);
  }
}
