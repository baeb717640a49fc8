package sandstore.lab.view;

import java.util.ArrayList;
import java.util.List;
import sandstore.proto.TermRun;

/**
 * The terms of a log's entries as runs: {@code (first, term)} holds from {@code first} up to the
 * next run. A log of a million entries has as many runs as it had leaders. All functions are pure;
 * runs are ascending, and neighbours differ in term.
 */
public final class TermRuns {
  private TermRuns() {}

  /** The same runs with neighbours of one term made one. */
  static List<TermRun> merged(List<TermRun> runs) {
    List<TermRun> merged = new ArrayList<>(runs.size());
    for (TermRun run : runs) {
      if (merged.isEmpty() || merged.get(merged.size() - 1).getTerm() != run.getTerm()) {
        merged.add(run);
      }
    }
    return List.copyOf(merged);
  }

  /** What is left when all entries from {@code first} on are gone. */
  static List<TermRun> before(List<TermRun> runs, long first) {
    return runs.stream().filter(r -> r.getFirst() < first).toList();
  }

  /** What is left when all entries before {@code first} are gone. */
  static List<TermRun> from(List<TermRun> runs, long first) {
    List<TermRun> left = new ArrayList<>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      boolean reaches = i + 1 == runs.size() || runs.get(i + 1).getFirst() > first;
      if (reaches) {
        TermRun run = runs.get(i);
        left.add(run.getFirst() >= first ? run : run.toBuilder().setFirst(first).build());
      }
    }
    return List.copyOf(left);
  }

  /** With entries added; whatever was there from the first of them on is superseded. */
  static List<TermRun> append(List<TermRun> runs, long first, List<TermRun> added) {
    List<TermRun> all = new ArrayList<>(before(runs, first));
    all.addAll(added);
    return merged(all);
  }

  /** The term of the entry at {@code index}, which must be in the log; 0 when no run covers it. */
  public static long termAt(List<TermRun> runs, long index) {
    long term = 0;
    for (TermRun run : runs) {
      if (run.getFirst() > index) {
        break;
      }
      term = run.getTerm();
    }
    return term;
  }
}
