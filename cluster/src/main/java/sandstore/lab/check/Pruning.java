package sandstore.lab.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * Leaves out what cannot change the verdict, and closes what it can.
 *
 * <p>What definitely did not happen goes, and so do reads that nobody knows the answer of.
 *
 * <p>An unknown write stays open for ever, and each open one doubles what a checker has to try. If
 * its value is unique, what others saw tells more:
 *
 * <ul>
 *   <li>Somebody saw the value: then it was written, and before the first who saw it had returned.
 *       The write gets that return.
 *   <li>Nobody saw it: then leaving the write out loses nothing. In any order of events that
 *       explains the history, what comes after the write does not depend on its value. The
 *       exception is a compare-and-set that found <em>another</em> value: the unknown write may be
 *       the reason. While there is one that could have seen it, the write stays.
 * </ul>
 */
final class Pruning {
  private Pruning() {}

  static Problem pruned(Problem problem) {
    List<Operation> kept = new ArrayList<>();
    for (Operation o : problem.operations()) {
      boolean open = o.outcome() == Outcome.UNKNOWN;
      if (o.outcome() != Outcome.NOT && !(open && o.verb().reads())) {
        kept.add(o);
      }
    }
    return problem.with(problem.model() instanceof Register ? bounded(problem, kept) : kept);
  }

  private static List<Operation> bounded(Problem problem, List<Operation> operations) {
    Map<Value, Integer> writers = new HashMap<>();
    Map<Value, Long> firstSeen = new HashMap<>();
    long lastMismatch = -1;
    boolean appends = false;
    for (Operation o : operations) {
      appends |= o.verb() == Verb.APPEND;
      Value written = written(o);
      if (written != null) {
        writers.merge(written, 1, Integer::sum);
      }
      Value seen = seen(o);
      if (seen != null) {
        firstSeen.merge(seen, o.returned(), Math::min);
      }
      if (o.outcome() == Outcome.MISMATCH) {
        lastMismatch = Math.max(lastMismatch, o.returned());
      }
    }
    if (appends) {
      return operations; // what was appended is seen as a part of something
    }
    Set<Object> starts = Set.copyOf(problem.starts());
    List<Operation> bounded = new ArrayList<>();
    for (Operation o : operations) {
      Value written = o.outcome() == Outcome.UNKNOWN ? written(o) : null;
      boolean unique =
          written != null && writers.getOrDefault(written, 0) == 1 && !starts.contains(written);
      if (!unique) {
        bounded.add(o);
        continue;
      }
      Long seen = firstSeen.get(written);
      if (seen != null) {
        // Seen before it was asked for: let the engines say what is wrong with that.
        bounded.add(seen < o.invoked() ? o : o.returningBy(seen));
      } else if (lastMismatch >= o.invoked()) {
        bounded.add(o);
      }
    }
    return bounded;
  }

  static @Nullable Value written(Operation o) {
    if (o.outcome() == Outcome.MISMATCH) {
      return null;
    }
    return switch (o.verb()) {
      case WRITE -> o.argument();
      case CAS -> o.arguments().get(1);
      default -> null;
    };
  }

  /** What the operation proves to have been there. */
  static @Nullable Value seen(Operation o) {
    if (o.outcome() != Outcome.OK) {
      return null;
    }
    return switch (o.verb()) {
      case READ -> o.answer().get(0);
      case CAS -> o.argument();
      default -> null;
    };
  }
}
