package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.prove.Proof;
import sandstore.lab.prove.nemesis.Played;
import sandstore.lab.prove.nemesis.Player;
import sandstore.lab.prove.nemesis.Schedule;
import sandstore.lab.prove.nemesis.Step;

/**
 * Seed 2 of a soak: a disk was filled while a partition kept its node from being told to write
 * anything, and had room again before anybody noticed. A fault lasts until it has been noticed.
 */
final class LateEffectTest {
  @TempDir Path folder;

  @Test
  void aFaultThatIsNotNoticedLastsUntilItIs() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; transfer node1; workload start registers");
      Step alone = step(0.1, 3, "partitions", "isolate node3", "heal all <-> all");
      Step full =
          step(0.5, 0.3, "full-disks", "disk node3 full 0B", "disk node3 ok", "start node3");
      Step next = step(1, 0.3, "kills", "kill node2", "start node2");
      Step mends = new Step(1.5, 0.1, "kills", "all come back", List.of(), List.of("start all"));
      List<Step> steps = List.of(alone, full, next, mends);
      Schedule schedule = new Schedule(2, "raft", 3, 4, List.of("full-disks", "kills"), steps);
      Player player = Proof.of(lab.lab(), lab.cluster()).play(schedule, played -> {});
      player.await();
      assertThat(player.played())
          .extracting(Played::step)
          .containsExactlyInAnyOrderElementsOf(steps); // which ends first is chance
      assertThat(player.played()).allMatch(Played::seen, "noticed, or nothing to be noticed");
    }
  }

  private static Step step(double at, double lasts, String nemesis, String begin, String... end) {
    return new Step(at, lasts, nemesis, begin, List.of(begin), List.of(end));
  }
}
