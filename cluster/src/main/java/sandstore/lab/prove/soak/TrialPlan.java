package sandstore.lab.prove.soak;

import java.util.List;
import sandstore.lab.prove.nemesis.Nemeses;
import sandstore.lab.prove.nemesis.Planner;
import sandstore.lab.prove.nemesis.Schedule;
import sandstore.lab.prove.nemesis.Scripted;

/**
 * What one run is.
 *
 * @param name of its files, e.g. {@code seed-000017}
 * @param schedule of its faults
 * @param rate of each workload's operations a second; 0 = as many as go
 * @param slack how many times the usual time things may take
 */
public record TrialPlan(String name, Schedule schedule, double rate, double slack) {
  private static final int KINDS = 4;
  private static final double ELECTION_SECONDS = 1;

  /**
   * Faults by chance, of at least three kinds.
   *
   * @param only these nemeses; if empty four, by the seed
   */
  public static TrialPlan seeded(
      long seed,
      String topology,
      int nodes,
      double seconds,
      double rate,
      double slack,
      List<String> only) {
    List<String> kinds =
        only.isEmpty() ? Planner.some(seed, Nemeses.fitting(topology, nodes), KINDS) : only;
    Schedule schedule = Planner.plan(seed, kinds, topology, nodes, seconds, ELECTION_SECONDS);
    return new TrialPlan(
        String.format(java.util.Locale.ROOT, "seed-%06d", seed), schedule, rate, slack);
  }

  /** One of the four scripts, from 0. */
  public static TrialPlan scripted(
      int script, long seed, String topology, double rate, double slack) {
    return new TrialPlan(
        String.format(java.util.Locale.ROOT, "script-%d-%06d", script + 1, seed),
        Scripted.all(seed, topology).get(script).schedule(),
        rate,
        slack);
  }
}
