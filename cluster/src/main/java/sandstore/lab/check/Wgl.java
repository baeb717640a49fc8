package sandstore.lab.check;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Wing and Gong's search with Lowe's memory: tries one order of operations, and goes back where it
 * leads nowhere.
 *
 * <p>All invocations and returns are in a linked list. Whatever is invoked before the first return
 * in it may take effect next. To take an operation is to lift its two entries out of the list; to
 * go back is to put them where they were. When the first entry to be passed is a return, its
 * operation has come too late, and the last decision was wrong. When no return is left, the order
 * in which operations were lifted explains the history.
 *
 * <p>What has been tried is remembered: which operations have been taken, and the state they led
 * to. Another order that leads to the same is not followed again. What is remembered of "which" is
 * the first return that is still to come, with a bit set of those taken beyond it; so it stays
 * small in a long history.
 *
 * <p>An operation that changes nothing is taken as soon as it fits, and never given back: if it led
 * nowhere, nothing would have. Open operations have no return and are tried last.
 *
 * <p>Wing and Gong, "Testing and verifying concurrent objects" (1993); Lowe, "Testing for
 * linearizability" (2017).
 */
final class Wgl implements Engine {
  private static final int MEMORY_BYTES = 120;

  @Override
  public String name() {
    return "WGL";
  }

  @Override
  public Finding judge(Problem problem, Budget budget) {
    return new Search(problem, budget).run(problem);
  }

  /** A state, and which operations had been taken. */
  private record Tried(int state, int first, long[] beyond, int hash) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Tried t
          && hash == t.hash
          && state == t.state
          && first == t.first
          && Arrays.equals(beyond, t.beyond);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private static final class Search {
    private final Timeline line;
    private final Budget budget;
    private final Set<Tried> tried = new HashSet<>();

    // The list: entries are indices of events without those of open operations; the head is last.
    private final int[] entries;
    private final int[] next;
    private final int[] previous;
    private final int head;
    private final int[] entryOfInvocation;
    private final int[] entryOfReturn;

    // Open operations by invocation, and how many entries came before each.
    private final int[] open;
    private final int[] openAt;

    /** Of a closed operation its place among the returns; of an open one among the open. */
    private final int[] rank;

    private final long[] taken;
    private final long[] openTaken;

    // The decisions so far.
    private final int[] chosen;
    private final int[] stateBefore;
    private final int[] cursorBefore;
    private final int[] firstBefore;
    private final int[] lastBefore;
    private int depth;

    private int state;

    /** Rank of the first return still to come. */
    private int first;

    /** Highest rank that was taken. */
    private int last;

    private int deepest = -1;
    private long steps;

    Search(Problem problem, Budget budget) {
      this.line = new Timeline(problem);
      this.budget = budget;
      int n = line.operations.length;
      rank = new int[n];
      entryOfInvocation = new int[n];
      entryOfReturn = new int[n];
      int closedEvents = 0;
      int openOnes = 0;
      for (int event : line.events) {
        if (line.operations[event >> 1].open()) {
          openOnes++;
        } else {
          closedEvents++;
        }
      }
      entries = new int[closedEvents];
      open = new int[openOnes];
      openAt = new int[openOnes];
      int e = 0;
      int o = 0;
      int returns = 0;
      for (int event : line.events) {
        int operation = event >> 1;
        if (line.operations[operation].open()) {
          rank[operation] = o;
          openAt[o] = e;
          open[o++] = operation;
          continue;
        }
        if ((event & 1) == 0) {
          entryOfInvocation[operation] = e;
        } else {
          entryOfReturn[operation] = e;
          rank[operation] = returns++;
        }
        entries[e++] = event;
      }
      head = closedEvents;
      next = new int[closedEvents + 1];
      previous = new int[closedEvents + 1];
      for (int i = 0; i <= closedEvents; i++) {
        next[i] = i == head ? 0 : i + 1;
        previous[i] = i == 0 ? head : i - 1;
      }
      taken = new long[returns / 64 + 1];
      openTaken = new long[openOnes / 64 + 1];
      chosen = new int[n];
      stateBefore = new int[n];
      cursorBefore = new int[n];
      firstBefore = new int[n];
      lastBefore = new int[n];
    }

    Finding run(Problem problem) {
      for (Object start : problem.starts()) {
        state = line.number(start);
        first = 0;
        last = 0;
        switch (search()) {
          case LINEARIZABLE:
            return new Finding(Verdict.LINEARIZABLE, null, "WGL", steps, "");
          case UNKNOWN:
            return new Finding(Verdict.UNKNOWN, null, "WGL", steps, budget.whyNot());
          case NOT_LINEARIZABLE:
        }
      }
      return new Finding(
          Verdict.NOT_LINEARIZABLE, line.operations[entries[deepest] >> 1], "WGL", steps, "");
    }

    /**
     * A cursor below {@code head} is an entry of the list; above, {@code head + 1 + i} is the i-th
     * open operation.
     */
    private Verdict search() {
      int cursor = next[head];
      while (next[head] != head) {
        if ((++steps & 1023) == 0 && !budget.take(0)) {
          return Verdict.UNKNOWN;
        }
        int operation = -1;
        int then = -1;
        boolean mustStay = line.mustStay(state, returnMoment());
        while (cursor < head) {
          int event = entries[cursor];
          if ((event & 1) == 1) {
            cursor = head + 1;
            break;
          }
          then = line.after(state, event >> 1);
          if (then >= 0 && (then == state || !mustStay) && isNew(event >> 1, then)) {
            operation = event >> 1;
            break;
          }
          cursor = next[cursor];
        }
        if (operation < 0) {
          int front = firstReturn();
          deepest = Math.max(deepest, front);
          for (; cursor - head - 1 < open.length && openAt[cursor - head - 1] <= front; cursor++) {
            int candidate = open[cursor - head - 1];
            if (isTaken(candidate) || waitsForTwin(candidate)) {
              continue;
            }
            then = line.after(state, candidate);
            if (then >= 0 && (then == state || !mustStay) && isNew(candidate, then)) {
              operation = candidate;
              break;
            }
          }
        }
        if (operation >= 0) {
          if (!budget.take(0)) {
            return Verdict.UNKNOWN;
          }
          take(operation, then, cursor);
          cursor = next[head];
        } else if (depth == 0) {
          return Verdict.NOT_LINEARIZABLE;
        } else {
          int back = giveBack();
          if (back < 0) {
            return Verdict.NOT_LINEARIZABLE;
          }
          cursor = back;
        }
      }
      return Verdict.LINEARIZABLE;
    }

    private int firstReturn() {
      return entryOfReturn[entryOperation(first)];
    }

    /** When the first return in the list was: whoever asks later has not asked yet. */
    private long returnMoment() {
      return line.operations[entryOperation(first)].returned();
    }

    /** The operation whose return is of this rank: the first return left in the list. */
    private int entryOperation(int ofRank) {
      int e = next[head];
      while ((entries[e] & 1) == 0) {
        e = next[e];
      }
      int operation = entries[e] >> 1;
      if (rank[operation] != ofRank) {
        throw new IllegalStateException("the list and the bits differ");
      }
      return operation;
    }

    private boolean isTaken(int openOperation) {
      int r = rank[openOperation];
      return (openTaken[r >> 6] & (1L << r)) != 0;
    }

    private boolean waitsForTwin(int operation) {
      int twin = line.twin[operation];
      return twin >= 0 && !isTaken(twin);
    }

    private void flip(int operation) {
      int r = rank[operation];
      (line.operations[operation].open() ? openTaken : taken)[r >> 6] ^= 1L << r;
    }

    /** Whether taking the operation leads where the search has not been. */
    private boolean isNew(int operation, int then) {
      flip(operation);
      int from = firstAfter(operation);
      int to = Math.max(lastAfter(operation), from) >> 6;
      long[] beyond = Arrays.copyOfRange(taken, from >> 6, to + 1 + openTaken.length);
      System.arraycopy(openTaken, 0, beyond, to + 1 - (from >> 6), openTaken.length);
      flip(operation);
      int hash = (Arrays.hashCode(beyond) * 31 + then) * 31 + from;
      hash *= 0x9E3779B9;
      boolean isNew = tried.add(new Tried(then, from, beyond, hash ^ (hash >>> 15)));
      if (isNew) {
        budget.take(MEMORY_BYTES + 8L * beyond.length);
      }
      return isNew;
    }

    /** The first return to come, once the operation is taken and its bit set. */
    private int firstAfter(int operation) {
      int f = first;
      if (!line.operations[operation].open() && rank[operation] == first) {
        while ((taken[f >> 6] & (1L << f)) != 0) {
          f++;
        }
      }
      return f;
    }

    private int lastAfter(int operation) {
      return line.operations[operation].open() ? last : Math.max(last, rank[operation]);
    }

    private void take(int operation, int then, int cursor) {
      chosen[depth] = operation;
      stateBefore[depth] = state;
      cursorBefore[depth] = cursor;
      firstBefore[depth] = first;
      lastBefore[depth] = last;
      depth++;
      flip(operation);
      first = firstAfter(operation);
      last = lastAfter(operation);
      state = then;
      if (!line.operations[operation].open()) {
        lift(entryOfInvocation[operation]);
        lift(entryOfReturn[operation]);
      }
    }

    /** Undoes decisions; answers where to go on, or -1 if there is nowhere. */
    private int giveBack() {
      while (depth > 0) {
        depth--;
        int operation = chosen[depth];
        if (!line.operations[operation].open()) {
          putBack(entryOfReturn[operation]);
          putBack(entryOfInvocation[operation]);
        }
        flip(operation);
        first = firstBefore[depth];
        last = lastBefore[depth];
        state = stateBefore[depth];
        if (!line.pure[operation]) {
          int cursor = cursorBefore[depth];
          return cursor < head ? next[cursor] : cursor + 1;
        }
      }
      return -1;
    }

    private void lift(int entry) {
      next[previous[entry]] = next[entry];
      previous[next[entry]] = previous[entry];
    }

    private void putBack(int entry) {
      next[previous[entry]] = entry;
      previous[next[entry]] = entry;
    }
  }
}
