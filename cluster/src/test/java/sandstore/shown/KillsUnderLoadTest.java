package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes are killed for a minute, at moments and in an order drawn by chance, under overwrites and
 * appends: what was acknowledged is there once, and what was refused is not. When the killing is
 * over each chunk comes back to its three copies.
 */
final class KillsUnderLoadTest {
  private static final Duration LASTS = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final long SEED = 20261128;

  @TempDir Path folder;

  @Test
  void nothingIsLostAndNothingHappensTwice() throws Exception {
    Random chance = new Random(SEED);
    int kills = 0;
    int majorities = 0;
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 5 --chunk-size 64KiB");
      Registers registers = new Registers(lab.cluster().client(), 3, 2);
      try (registers) {
        long end = System.nanoTime() + LASTS.toNanos();
        while (System.nanoTime() < end) {
          more(registers, 1 + chance.nextInt(10));
          List<String> nodes =
              new ArrayList<>(List.of("node1", "node2", "node3", "node4", "node5"));
          Collections.shuffle(nodes, chance);
          List<String> dying = nodes.subList(0, 1 + chance.nextInt(3));
          lab.ok("kill " + String.join(" ", dying));
          kills += dying.size();
          if (dying.size() == 3) {
            majorities++; // nobody can acknowledge anything now
          } else if (chance.nextBoolean()) {
            more(registers, 1 + chance.nextInt(5));
          }
          lab.ok("start " + String.join(" ", dying));
        }
        more(registers, 10);
      }
      registers.check();
      lab.ok("wait nodes.all(n, n.alive) && underReplicated == 0 within 120s");
      ViewIsTrue.at("the killing is over", lab);
      registers.check();
      System.out.printf(
          "kills under load: %d nodes killed, %d times a majority; %d operations acknowledged, %d unknown%n",
          kills, majorities, registers.acknowledged(), registers.unknown());
    }
    assertThat(kills).as("nodes killed").isGreaterThan(2);
  }

  private static void more(Registers registers, int operations) {
    long aim = registers.acknowledged() + operations;
    await(operations + " more operations, seed " + SEED)
        .atMost(BOUND)
        .until(() -> registers.acknowledged() >= aim);
  }
}
