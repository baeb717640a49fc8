package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.prove.soak.Trial;
import sandstore.lab.prove.soak.TrialPlan;
import sandstore.lab.prove.soak.TrialResult;

/**
 * Clients work, things break by seeded schedules, and all invariants are looked at: on Raft nothing
 * comes of it; without consensus an acknowledged write is lost, and it is shown.
 */
final class ProveTest {
  private static final double SECONDS = 15;
  private static final double RATE = 60;

  /** Bounds in tests are waits with three times the figure. */
  private static final double SLACK = 3;

  /** What breaks quickly, and is mended as quickly; the whole form has all there are. */
  private static final List<String> QUICK = List.of("kills", "pauses", "partitions", "losses");

  private static final Set<String> PARTS =
      Set.of("", "starting", "clients write", "all is healed", "a last look");

  private static final int SCRIPTS = 4;
  private static final int SHORT_SEEDS = 4;
  private static final int SEEDS = 20;
  private static final long ACKNOWLEDGED = 30_000;

  @TempDir Path folder;

  @Test
  void seedsOnRaftBreakNothing() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      for (int seed = 1; seed <= SHORT_SEEDS; seed++) {
        passes(run(lab, seeded(seed, 3, QUICK)));
      }
    }
  }

  @Test
  void withoutConsensusTheLeaderAloneLosesWhatItAcknowledged() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      boolean shown = false;
      for (int time = 1; !shown && time <= 3; time++) { // one of twelve may show nothing
        shown = showsViolation(run(lab, scripted(1, time, "replicated")));
      }
      assertThat(shown).isTrue();
    }
  }

  @Test
  @Tag("prove")
  void twentySeedsOnRaft() throws Exception {
    long acknowledged = 0;
    try (TestLab lab = new TestLab(folder)) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        TrialResult result = run(lab, seeded(seed, 5, List.of()));
        passes(result);
        acknowledged += result.acknowledged();
      }
    }
    assertThat(acknowledged).as("writes acknowledged").isGreaterThanOrEqualTo(ACKNOWLEDGED);
  }

  @Test
  @Tag("prove")
  void theScriptsShowViolationsWithoutConsensusAndNoneWithIt() throws Exception {
    List<String> silent = new ArrayList<>();
    try (TestLab lab = new TestLab(folder)) {
      for (int time = 1; time <= 3; time++) {
        for (int script = 0; script < SCRIPTS; script++) {
          passes(run(lab, scripted(script, time, "raft")));
          TrialResult without = run(lab, scripted(script, time, "replicated"));
          if (!showsViolation(without)) {
            silent.add(without.name() + ": " + without.words());
          }
        }
      }
    }
    assertThat(silent).as("of 12 runs without consensus").hasSizeLessThanOrEqualTo(1);
  }

  /** What a run's time goes to, in seconds. */
  private static final class Clock {
    private final Map<String, Double> took = new LinkedHashMap<>();
    private long since = System.nanoTime();
    private String now = "";

    /** What is not one of a run's parts is one of its faults. */
    void does(String what) {
      long nanos = System.nanoTime();
      if (!now.isEmpty()) {
        took.merge(now, (nanos - since) / 100_000_000 / 10.0, Double::sum);
      }
      now = PARTS.contains(what) ? what : "faults";
      since = nanos;
    }
  }

  private static TrialPlan seeded(long seed, int nodes, List<String> nemeses) {
    return TrialPlan.seeded(seed, "raft", nodes, SECONDS, RATE, SLACK, nemeses);
  }

  private static TrialPlan scripted(int script, long seed, String topology) {
    return TrialPlan.scripted(script, seed, topology, RATE, SLACK);
  }

  private TrialResult run(TestLab lab, TrialPlan plan) throws Exception {
    Clock clock = new Clock();
    TrialResult result = new Trial(lab.lab(), plan, folder.resolve("trials"), clock::does).run();
    clock.does("");
    System.out.printf(
        "%s %s: %s; %s%n", plan.schedule().topology(), result.name(), result.words(), clock.took);
    return result;
  }

  private static void passes(TrialResult result) {
    assertThat(result.broken()).as(result.name()).isEmpty();
    assertThat(result.vain()).as("%s, in vain", result.name()).isEmpty();
    assertThat(result.inconclusive()).as("%s, not judged", result.name()).isEmpty();
    assertThat(result.lost()).as("%s, lost", result.name()).isZero();
  }

  /** An order of operations that cannot be, or a write that is gone. */
  private static boolean showsViolation(TrialResult result) {
    return result.broken().stream().anyMatch(b -> List.of("I1", "I2").contains(b.id()));
  }
}
