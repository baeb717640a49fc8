package sandstore.lab.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Verb;

/**
 * Just-in-time linearization: goes through the history once, from left to right, with all that can
 * be true at each moment.
 *
 * <p>A {@link Configuration} is one such possibility: a state, and which of the operations under
 * way have taken effect. An invocation changes nothing. At a return the operation must have taken
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
  private static final int CONFIGURATION_BYTES = 120;

  /** Beyond this many, those that another one covers are looked for. */
  private static final int CROWD = 256;

  /** One possibility. */
  static final class Configuration {
    final int state;

    /** A bit for each place of {@link Run#places}. */
    final long[] taken;

    Configuration(int state, long[] taken) {
      this.state = state;
      this.taken = taken;
    }

    boolean has(int place) {
      return (taken[place >> 6] & (1L << place)) != 0;
    }

    Configuration flipped(int place, int newState) {
      long[] changed = taken.clone();
      changed[place >> 6] ^= 1L << place;
      return new Configuration(newState, changed);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Configuration c && state == c.state && Arrays.equals(taken, c.taken);
    }

    @Override
    public int hashCode() {
      int h = Arrays.hashCode(taken) * 31 + state;
      h *= 0x9E3779B9;
      return h ^ (h >>> 15);
    }
  }

  /** Is shown what was possible after each return. */
  interface Watcher {
    /**
     * @param returned what has just returned
     * @param states of the configurations
     * @param taken in each, which of the operations under way have taken effect
     */
    void possible(Operation returned, List<Object> states, List<Set<Operation>> taken);
  }

  private final @Nullable Watcher watcher;

  Frontier() {
    this(null);
  }

  Frontier(@Nullable Watcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public String name() {
    return "JIT";
  }

  @Override
  public Finding judge(Problem problem, Budget budget) {
    return new Run(problem, budget).run();
  }

  private final class Run {
    private final Timeline line;
    private final Budget budget;

    /** Which operation is in each place; -1 = free. */
    private int[] places = new int[64];

    private final int[] placeOf;
    private int used;
    private Set<Configuration> possible = new HashSet<>();
    private long steps;

    Run(Problem problem, Budget budget) {
      this.line = new Timeline(problem);
      this.budget = budget;
      placeOf = new int[line.operations.length];
      Arrays.fill(places, -1);
      for (Object start : problem.starts()) {
        possible.add(new Configuration(line.number(start), new long[1]));
      }
    }

    Finding run() {
      for (int event : line.events) {
        int operation = event >> 1;
        if ((event & 1) == 0) {
          invoked(operation);
          continue;
        }
        Set<Configuration> next =
            returned(placeOf[operation], line.operations[operation].returned());
        if (next == null) {
          return new Finding(Verdict.UNKNOWN, null, name(), steps, budget.whyNot());
        }
        if (next.isEmpty()) {
          return new Finding(
              Verdict.NOT_LINEARIZABLE, line.operations[operation], name(), steps, "");
        }
        budget.giveBack((long) possible.size() * CONFIGURATION_BYTES);
        places[placeOf[operation]] = -1;
        possible = next;
        tell(operation);
      }
      return new Finding(Verdict.LINEARIZABLE, null, name(), steps, "");
    }

    private void tell(int operation) {
      if (watcher != null) {
        List<Object> states = new ArrayList<>();
        List<Set<Operation>> taken = new ArrayList<>();
        for (Configuration c : possible) {
          states.add(line.state(c.state));
          Set<Operation> all = new HashSet<>();
          for (int p = 0; p < used; p++) {
            if (places[p] >= 0 && c.has(p)) {
              all.add(line.operations[places[p]]);
            }
          }
          taken.add(all);
        }
        watcher.possible(line.operations[operation], states, taken);
      }
    }

    private void invoked(int operation) {
      int place = 0;
      while (place < used && places[place] >= 0) {
        place++;
      }
      if (place == places.length) {
        places = Arrays.copyOf(places, 2 * place);
        Arrays.fill(places, place, 2 * place, -1);
        Set<Configuration> wider = new HashSet<>();
        possible.forEach(
            c -> wider.add(new Configuration(c.state, Arrays.copyOf(c.taken, places.length / 64))));
        possible = wider;
      }
      used = Math.max(used, place + 1);
      places[place] = operation;
      placeOf[operation] = place;
      if (line.pure[operation] || line.unread[operation]) {
        Set<Configuration> settled = new HashSet<>();
        possible.forEach(c -> settled.add(settled(c)));
        possible = settled;
      }
    }

    /** With all that changes nothing and fits here taken. */
    private Configuration settled(Configuration c) {
      Configuration settled = c;
      for (int p = 0; p < used; p++) {
        int o = places[p];
        boolean idle = o >= 0 && (line.pure[o] || line.unread[o]) && !settled.has(p);
        if (idle && line.after(c.state, o) == c.state) {
          settled = settled.flipped(p, c.state);
        }
      }
      return settled;
    }

    /** What is possible after the return; null if the budget is used up. */
    private @Nullable Set<Configuration> returned(int place, long moment) {
      Set<Configuration> next = new HashSet<>();
      Set<Configuration> seen = new HashSet<>();
      Deque<Configuration> todo = new ArrayDeque<>(possible);
      long taken = 0;
      while (!todo.isEmpty()) {
        Configuration c = todo.pop();
        steps++;
        if (c.has(place)) {
          if (next.add(c.flipped(place, c.state)) && !budget.take(CONFIGURATION_BYTES)) {
            return null;
          }
          continue;
        }
        boolean unreadFirst = unreadWaits(c);
        boolean mustStay = line.mustStay(c.state, moment);
        for (int p = 0; p < used; p++) {
          int o = places[p];
          if (o < 0 || line.pure[o] || c.has(p) || waitsForTwin(c, o)) {
            continue;
          }
          boolean writes = line.operations[o].verb() == Verb.WRITE;
          if (unreadFirst && writes && !line.unread[o]) {
            continue;
          }
          int state = line.after(c.state, o);
          if (state >= 0 && (state == c.state || !mustStay)) {
            Configuration then = settled(c.flipped(p, state));
            if (seen.add(then)) {
              taken += CONFIGURATION_BYTES;
              if (!budget.take(CONFIGURATION_BYTES)) {
                return null;
              }
              todo.push(then);
            }
          }
        }
      }
      budget.giveBack(taken);
      return next.size() > CROWD ? uncovered(next) : next;
    }

    /**
     * Whether a write that nobody sees is under way. It can always take effect right before another
     * write, so no other goes first.
     */
    private boolean unreadWaits(Configuration c) {
      for (int p = 0; p < used; p++) {
        if (places[p] >= 0 && line.unread[places[p]] && !c.has(p)) {
          return true;
        }
      }
      return false;
    }

    private boolean waitsForTwin(Configuration c, int operation) {
      int twin = line.twin[operation];
      return twin >= 0 && !c.has(placeOf[twin]);
    }

    /**
     * Of two that differ only in open operations, the one that has used fewer of them can still do
     * all that the other can.
     */
    private Set<Configuration> uncovered(Set<Configuration> all) {
      long[] open = new long[places.length / 64];
      for (int p = 0; p < used; p++) {
        if (places[p] >= 0 && line.operations[places[p]].open()) {
          open[p >> 6] |= 1L << p;
        }
      }
      Map<Configuration, List<Configuration>> alike = new HashMap<>();
      for (Configuration c : all) {
        long[] closed = c.taken.clone();
        for (int w = 0; w < closed.length; w++) {
          closed[w] &= ~open[w];
        }
        alike.computeIfAbsent(new Configuration(c.state, closed), k -> new ArrayList<>()).add(c);
      }
      Set<Configuration> left = new HashSet<>();
      alike.values().forEach(group -> left.addAll(least(group)));
      budget.giveBack((long) (all.size() - left.size()) * CONFIGURATION_BYTES);
      return left;
    }

    private Collection<Configuration> least(List<Configuration> group) {
      if (group.size() == 1) {
        return group;
      }
      group.sort(
          Comparator.comparingInt(c -> Arrays.stream(c.taken).mapToInt(Long::bitCount).sum()));
      List<Configuration> least = new ArrayList<>();
      for (Configuration c : group) {
        if (least.stream().noneMatch(l -> within(l.taken, c.taken))) {
          least.add(c);
        }
      }
      return least;
    }

    private boolean within(long[] few, long[] many) {
      for (int w = 0; w < few.length; w++) {
        if ((few[w] & ~many[w]) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
