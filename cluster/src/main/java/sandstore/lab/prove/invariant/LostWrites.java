package sandstore.lab.prove.invariant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * Acknowledged writes that are gone: the last read of a key saw a value, or nothing, that was
 * written before they were even asked for. Pure. Sound without a search for an order; what it
 * misses, the checker finds. Keys that renames touch are left to that.
 */
final class LostWrites {
  private LostWrites() {}

  /** A write, and the read that should have seen it or something later. */
  record Lost(Operation write, Operation read) {
    String words() {
      return write.key()
          + ": "
          + write.shown()
          + " was acknowledged to "
          + write.client()
          + ", and is gone: "
          + read.client()
          + " "
          + read.shown()
          + " in the end";
    }
  }

  /** For each key whose last read shows it, the latest write that is lost. */
  static List<Lost> in(List<Operation> operations) {
    Set<String> renamed = new HashSet<>();
    Map<String, List<Operation>> writes = new HashMap<>();
    Map<String, Operation> lastReads = new HashMap<>();
    for (Operation o : operations) {
      if (o.verb() == Verb.RENAME) {
        renamed.add(o.key());
        renamed.add(o.argument().text());
      } else if (written(o) != null) {
        writes.computeIfAbsent(o.key(), k -> new ArrayList<>()).add(o);
      } else if (o.verb() == Verb.READ && o.outcome() == Outcome.OK) {
        lastReads.merge(o.key(), o, (a, b) -> a.invoked() > b.invoked() ? a : b);
      }
    }
    List<Lost> lost = new ArrayList<>();
    lastReads.forEach(
        (key, read) -> {
          if (!renamed.contains(key)) {
            lost(writes.getOrDefault(key, List.of()), read, lost);
          }
        });
    return lost;
  }

  private static void lost(List<Operation> writes, Operation read, List<Lost> lost) {
    Value seen = read.answer().get(0);
    List<Operation> writers = writes.stream().filter(w -> seen.equals(written(w))).toList();
    if (writers.isEmpty() && !seen.isNil()) {
      return; // nobody wrote it: another invariant's business
    }
    Operation latest = null;
    for (Operation w : writes) {
      boolean after = writers.stream().allMatch(by -> by.precedes(w));
      if (w.outcome() == Outcome.OK
          && w.precedes(read)
          && !seen.equals(written(w))
          && after
          && (latest == null || w.invoked() > latest.invoked())) {
        latest = w;
      }
    }
    if (latest != null) {
      lost.add(new Lost(latest, read));
    }
  }

  /** What the operation puts there, if it takes effect; null if it changes nothing. */
  private static @Nullable Value written(Operation o) {
    if (o.outcome() == Outcome.MISMATCH || o.outcome() == Outcome.NOT) {
      return null;
    }
    return switch (o.verb()) {
      case WRITE -> o.argument();
      case CAS -> o.arguments().get(1);
      default -> null;
    };
  }
}
