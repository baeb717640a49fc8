package sandstore.lab.prove.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes schedules. Pure: one seed, one schedule. */
public final class Planner {
  private static final double FIRST = 1;
  private static final double GAP = 0.5;
  private static final double SHORTEST = 1;

  /** So many at least take part, if there are so many and there is time for them. */
  private static final int KINDS = 3;

  private static final int DRAWS = 100;

  private Planner() {}

  /**
   * Faults one after the other, and sometimes one of links while one of nodes lasts; each nemesis
   * has its turn before one comes again, as far as there is time.
   *
   * @param nemeses by name, at least one
   * @param election the election timeout, in seconds
   */
  public static Schedule plan(
      long seed,
      List<String> nemeses,
      String topology,
      int nodes,
      double seconds,
      double election) {
    Random chance = new Random(seed);
    int wanted = Math.min(KINDS, nemeses.size());
    List<Step> steps = drawn(chance, nemeses, topology, nodes, seconds, election);
    for (int i = 0; i < DRAWS && kinds(steps) < wanted; i++) {
      steps = drawn(chance, nemeses, topology, nodes, seconds, election);
    }
    return new Schedule(seed, topology, nodes, seconds, nemeses, steps);
  }

  private static long kinds(List<Step> steps) {
    return steps.stream().map(Step::nemesis).distinct().count();
  }

  private static List<Step> drawn(
      Random chance,
      List<String> nemeses,
      String topology,
      int nodes,
      double seconds,
      double election) {
    List<Step> steps = new ArrayList<>();
    List<String> turns = new ArrayList<>();
    double at = FIRST;
    while (seconds - at >= SHORTEST) {
      if (turns.isEmpty()) {
        turns.addAll(nemeses);
        Collections.shuffle(turns, chance);
      }
      Nemesis next = Nemeses.named(turns.remove(0));
      double begin = Math.max(at, free(steps, next));
      if (seconds - begin < SHORTEST) {
        break;
      }
      Step step = next.draw(new Draw(chance, topology, nodes, begin, seconds - begin, election));
      steps.add(step);
      boolean overlaps = chance.nextInt(3) == 0;
      at = Math.max(at, overlaps ? step.at() + step.lasts() * 0.4 : step.until() + GAP);
    }
    return steps;
  }

  /** When nothing of what it breaks is broken any more. */
  private static double free(List<Step> steps, Nemesis next) {
    return steps.stream()
        .filter(s -> Nemeses.named(s.nemesis()).target() == next.target())
        .mapToDouble(s -> s.until() + GAP)
        .max()
        .orElse(0);
  }

  /** So many of them by chance, or all if there are not more. */
  public static List<String> some(long seed, List<String> nemeses, int number) {
    List<String> shuffled = new ArrayList<>(nemeses);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled.subList(0, Math.min(number, shuffled.size()));
  }
}
