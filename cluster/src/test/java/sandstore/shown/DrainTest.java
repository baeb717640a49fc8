package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is emptied before it goes. */
final class DrainTest {
  @TempDir Path folder;

  @Test
  void nothingDependsOnADrainedNodeAndItIsTakenBackIn() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 4 --chunk-size 64KiB");
      Path file = lab.bigFile("FILE", 300_000);
      lab.ok("put " + file + " /before");

      lab.ok("drain node2");
      lab.ok("wait 'node2' in drained within 60s");
      assertThat(Copies.of(lab, List.of("/before")))
          .hasSize(5)
          .allSatisfy(c -> assertThat(c).contains("node1", "node3", "node4"));
      lab.ok("put " + file + " /after");
      lab.ok("wait files == 2 && underReplicated == 0 within 60s");
      assertThat(Copies.of(lab, List.of("/after")))
          .allSatisfy(c -> assertThat(c).hasSize(3).doesNotContain("node2"));

      lab.ok("drain node2 --off");
      await("what is too many goes")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(Copies.of(lab, List.of("/before")))
                      .allSatisfy(c -> assertThat(c).hasSize(3)));
      lab.ok("rebalance now");
      assertThat(lab.view().nodes().values()).allSatisfy(n -> assertThat(n.chunks()).isPositive());
    }
  }
}
