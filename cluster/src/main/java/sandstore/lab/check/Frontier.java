package sandstore.lab.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Verb;

/**
 * Just-in-time linearization: goes through the history once, from left to right, with all that can
 * be true at each moment.
 *
 * <p>A <i>configuration</i> is one such possibility: a state, and which of the operations under way
 * have taken effect. An invocation changes nothing. At a return the operation must have taken
 * effect, so every configuration in which it has not is continued in all ways in which it does;
 * those for which there is no way are gone. If none is left, nothing explains the history, and this
 * return is where it becomes impossible.
 *
 * <p>An operation that changes nothing is taken as soon as it fits. That loses no possibility, and
 * keeps the set small: with unique values it stays about as large as the number of clients.
 *
 * <p>Lowe, "Testing for linearizability" (2017), section 5.
 */
final class Frontier implements Engine {
  /** Of one configuration for each 64 bits of it, in a set that is half empty, and waiting. */
  private static final long WORD_BYTES = 48;

  /** Beyond this many, those that another one covers are looked for. */
  private static final int CROWD = 256;

  /** So many of the last moments are remembered, but for those at which much was possible. */
  private static final int REMEMBERED = 64;

  /** Of the problem that was judged last. */
  private @Nullable Run last;

  @Override
  public String name() {
    return "JIT";
  }

  @Override
  public Finding judge(Problem problem, Budget budget) {
    Run run = new Run(problem, budget);
    last = run;
    return run.run();
  }

  /** What was possible at the last moments of the problem that was judged last, oldest first. */
  List<Moment> moments() {
    Run run = last;
    return run == null ? List.of() : run.past.stream().map(run::told).toList();
  }

  private record Past(int returned, ConfigurationSet possible, int[] places) {}

  private final class Run {
    private final Timeline line;
    private final Budget budget;
    private final Deque<Past> past = new ArrayDeque<>();

    /** Which operation is in each place; -1 = free. */
    private int[] places = new int[64];

    private final int[] placeOf;
    private int used;
    private ConfigurationSet possible = new ConfigurationSet(1);

    /** Those that were looked at for the return at hand. */
    private ConfigurationSet seen = new ConfigurationSet(1);

    /** Those still to be looked at: of each the state, then the bits. */
    private long[] todo = new long[1024];

    private int todoSize;
    private long steps;

    Run(Problem problem, Budget budget) {
      this.line = new Timeline(problem);
      this.budget = budget;
      placeOf = new int[line.operations.length];
      Arrays.fill(places, -1);
      for (Object start : problem.starts()) {
        possible.add(line.number(start), new long[1]);
      }
    }

    Finding run() {
      for (int event : line.events) {
        int operation = event >> 1;
        if ((event & 1) == 0) {
          invoked(operation);
          continue;
        }
        ConfigurationSet next = returned(placeOf[operation], line.operations[operation].returned());
        if (next == null) {
          return new Finding(Verdict.UNKNOWN, null, name(), steps, budget.whyNot());
        }
        if (next.size() == 0) {
          return new Finding(
              Verdict.NOT_LINEARIZABLE, line.operations[operation], name(), steps, "");
        }
        budget.giveBack(possible.size() * bytes());
        places[placeOf[operation]] = -1;
        possible = next;
        if (next.size() <= CROWD) {
          past.addLast(new Past(operation, next, Arrays.copyOf(places, used)));
        }
        if (past.size() > REMEMBERED) {
          past.removeFirst();
        }
      }
      return new Finding(Verdict.LINEARIZABLE, null, name(), steps, "");
    }

    Moment told(Past moment) {
      List<Object> states = new ArrayList<>();
      List<Set<Operation>> taken = new ArrayList<>();
      long[] bits = new long[moment.possible.words()];
      for (int slot = 0; slot < moment.possible.slots(); slot++) {
        if (moment.possible.state(slot) >= 0) {
          states.add(line.state(moment.possible.state(slot)));
          moment.possible.copyTaken(slot, bits);
          Set<Operation> all = new HashSet<>();
          for (int p = 0; p < moment.places.length; p++) {
            if (moment.places[p] >= 0 && has(bits, p)) {
              all.add(line.operations[moment.places[p]]);
            }
          }
          taken.add(all);
        }
      }
      return new Moment(line.operations[moment.returned], states, taken);
    }

    /** What a configuration takes up. */
    private long bytes() {
      return WORD_BYTES * (places.length / 64 + 1);
    }

    private static boolean has(long[] taken, int place) {
      return (taken[place >> 6] & (1L << place)) != 0;
    }

    private static void flip(long[] taken, int place) {
      taken[place >> 6] ^= 1L << place;
    }

    private void invoked(int operation) {
      int place = 0;
      while (place < used && places[place] >= 0) {
        place++;
      }
      if (place == places.length) {
        places = Arrays.copyOf(places, 2 * place);
        Arrays.fill(places, place, 2 * place, -1);
      }
      used = Math.max(used, place + 1);
      places[place] = operation;
      placeOf[operation] = place;
      boolean wider = possible.words() < places.length / 64;
      if (wider || line.pure[operation] || line.unread[operation]) {
        ConfigurationSet settled = new ConfigurationSet(places.length / 64);
        long[] taken = new long[places.length / 64];
        for (int slot = 0; slot < possible.slots(); slot++) {
          int state = possible.state(slot);
          if (state >= 0) {
            Arrays.fill(taken, 0);
            possible.copyTaken(slot, taken);
            settle(state, taken);
            settled.add(state, taken);
          }
        }
        possible = settled;
      }
    }

    /** Takes all that changes nothing and fits here. */
    private void settle(int state, long[] taken) {
      for (int p = 0; p < used; p++) {
        int o = places[p];
        if (o >= 0
            && (line.pure[o] || line.unread[o])
            && !has(taken, p)
            && line.after(state, o) == state) {
          flip(taken, p);
        }
      }
    }

    private void push(int state, long[] taken) {
      int words = places.length / 64;
      if (todoSize + words + 1 > todo.length) {
        todo = Arrays.copyOf(todo, 2 * todo.length + words);
      }
      todo[todoSize++] = state;
      System.arraycopy(taken, 0, todo, todoSize, words);
      todoSize += words;
    }

    /** What is possible after the return; null if the budget is used up. */
    private @Nullable ConfigurationSet returned(int place, long moment) {
      int words = places.length / 64;
      ConfigurationSet next = new ConfigurationSet(words);
      if (seen.words() == words && seen.slots() <= 8 * CROWD) {
        seen.clear();
      } else {
        seen = new ConfigurationSet(words);
      }
      long[] taken = new long[words];
      long[] then = new long[words];
      for (int slot = 0; slot < possible.slots(); slot++) {
        if (possible.state(slot) >= 0) {
          possible.copyTaken(slot, taken);
          push(possible.state(slot), taken);
        }
      }
      while (todoSize > 0) {
        todoSize -= words + 1;
        int from = (int) todo[todoSize];
        System.arraycopy(todo, todoSize + 1, taken, 0, words);
        steps++;
        if (has(taken, place)) {
          flip(taken, place);
          if (next.add(from, taken) && !budget.take(bytes())) {
            return null;
          }
          continue;
        }
        boolean unreadFirst = unreadWaits(taken);
        boolean mustStay = line.mustStay(from, moment);
        for (int p = 0; p < used; p++) {
          int o = places[p];
          if (o < 0 || line.pure[o] || has(taken, p) || waitsForTwin(taken, o)) {
            continue;
          }
          if (unreadFirst && !line.unread[o] && line.operations[o].verb() == Verb.WRITE) {
            continue;
          }
          int state = line.after(from, o);
          if (state >= 0 && (state == from || !mustStay)) {
            System.arraycopy(taken, 0, then, 0, words);
            flip(then, p);
            settle(state, then);
            if (seen.add(state, then)) {
              if (!budget.take(bytes())) {
                return null;
              }
              push(state, then);
            }
          }
        }
      }
      budget.giveBack(seen.size() * bytes());
      return next.size() > CROWD ? thinned(next) : next;
    }

    /**
     * Whether a write that nobody sees is under way. It can always take effect right before another
     * write, so no other goes first.
     */
    private boolean unreadWaits(long[] taken) {
      for (int p = 0; p < used; p++) {
        if (places[p] >= 0 && line.unread[places[p]] && !has(taken, p)) {
          return true;
        }
      }
      return false;
    }

    private boolean waitsForTwin(long[] taken, int operation) {
      int twin = line.twin[operation];
      return twin >= 0 && !has(taken, placeOf[twin]);
    }

    private ConfigurationSet thinned(ConfigurationSet all) {
      long[] open = new long[places.length / 64];
      for (int p = 0; p < used; p++) {
        if (places[p] >= 0 && line.operations[places[p]].open()) {
          flip(open, p);
        }
      }
      ConfigurationSet left = Crowd.thinned(all, open);
      budget.giveBack((all.size() - left.size()) * bytes());
      return left;
    }
  }
}
