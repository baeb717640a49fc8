package sandstore.lab.prove.nemesis;

import java.util.List;

/**
 * Four schedules for three nodes that no store without consensus survives: whoever leads goes on
 * alone while the others choose another leader. With consensus nothing comes of them.
 */
public final class Scripted {
  private static final double SECONDS = 20;

  private Scripted() {}

  /** A schedule and what it does. */
  public record Script(String name, Schedule schedule) {}

  /** All four; the seed is only that of what clients do. */
  public static List<Script> all(long seed, String topology) {
    return List.of(
        script(
            "clients with the old leader, then with the new one",
            seed,
            topology,
            step(
                1,
                8,
                "the leader and all clients alone",
                List.of("partition {leader},client | {others}"),
                List.of("partition {leader} | {others},client")),
            step(9.5, 5, "the leader alone, clients with the others", List.of(), healed())),
        script(
            "the leader alone",
            seed,
            topology,
            step(1, 10, "the leader alone", List.of("partition {leader} | {others}"), healed())),
        script(
            "the leader alone with all clients, and then killed",
            seed,
            topology,
            step(
                1,
                8,
                "the leader and all clients alone",
                List.of("partition {leader},client | {others}"),
                List.of("kill {leader}", "heal")),
            new Step(14, 1, "kills", "it comes back", List.of(), List.of("start all"))),
        script(
            "the leader alone, twice",
            seed,
            topology,
            step(1, 7, "the leader alone", List.of("partition {leader} | {others}"), healed()),
            step(10, 7, "the leader alone", List.of("partition {leader} | {others}"), healed())));
  }

  private static List<String> healed() {
    return List.of("heal");
  }

  private static Step step(
      double at, double lasts, String what, List<String> begin, List<String> end) {
    return new Step(at, lasts, "partitions", what, begin, end);
  }

  private static Script script(String name, long seed, String topology, Step... steps) {
    return new Script(
        name, new Schedule(seed, topology, 3, SECONDS, List.of("partitions"), List.of(steps)));
  }
}
