package sandstore.node.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sandstore.proto.TermRun;

/**
 * The terms of a stretch of entries. A log of a million entries has a handful of terms, so they are
 * kept as runs: from this index on, this term. Not for several threads.
 */
final class TermRuns {
  private long[] firsts = new long[4];
  private long[] terms = new long[4];
  private int count;

  /** The next entry's; indexes grow and terms never fall. */
  void add(long index, long term) {
    if (count > 0 && terms[count - 1] == term) {
      return;
    }
    if (count == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * count);
      terms = Arrays.copyOf(terms, 2 * count);
    }
    firsts[count] = index;
    terms[count++] = term;
  }

  /**
   * Of the entry with this index, which must not lie before the first run; 0 when there is none.
   */
  long at(long index) {
    int found = Arrays.binarySearch(firsts, 0, count, index);
    int run = found >= 0 ? found : -found - 2;
    return run < 0 ? 0 : terms[run];
  }

  /** Of the newest entry; 0 when there is none. */
  long last() {
    return count == 0 ? 0 : terms[count - 1];
  }

  /** Forgets the entries after {@code lastKept}. */
  void keepTo(long lastKept) {
    while (count > 0 && firsts[count - 1] > lastKept) {
      count--;
    }
  }

  /** Forgets the entries before {@code firstKept}. */
  void keepFrom(long firstKept) {
    int drop = 0;
    while (drop + 1 < count && firsts[drop + 1] <= firstKept) {
      drop++;
    }
    System.arraycopy(firsts, drop, firsts, 0, count - drop);
    System.arraycopy(terms, drop, terms, 0, count - drop);
    count -= drop;
    if (count > 0) {
      firsts[0] = Math.max(firsts[0], firstKept);
    }
  }

  void clear() {
    count = 0;
  }

  List<TermRun> list() {
    List<TermRun> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(TermRun.newBuilder().setFirst(firsts[i]).setTerm(terms[i]).build());
    }
    return list;
  }
}
