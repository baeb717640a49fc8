package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.NodeId;

/**
 * A node whose heartbeats are as quick as ever, but for which clients wait: all believe it alive.
 */
final class SlowNodeTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void rule22_aNodeThatClientsWaitForLeavesTheWriteSetAndReturns() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft");
      String leader = lab.leader();
      NodeId slow =
          lab.view().nodes().keySet().stream()
              .filter(n -> !n.name().equals(leader))
              .findFirst()
              .orElseThrow();
      try (Storing storing = new Storing(lab)) {
        storing.more(25);
        lab.ok("slow client <-> " + slow + " 800ms");
        assertThat(lab.cluster().await(v -> v.slow(slow), BOUND)).isTrue();
      }
      lab.ok("put --text quick /quick");
      assertThat(replicas(lab)).hasSize(2).doesNotContain(slow.name());

      // What it has already is read, too: from others, when it does not answer.
      // Whom a read asks first is chance, and so is whether the first hedges are lost.
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> {
                for (int i = 1; i <= 25; i++) {
                  lab.ok("get /f" + i + " COPY");
                }
                assertThat(lab.cluster().client().hedged().won()).isPositive();
              });
      assertThat(lab.cluster().client().hedged().hedges()).isPositive();

      lab.ok("heal");
      assertThat(lab.cluster().await(v -> !v.slow(slow), BOUND)).isTrue();
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> {
                lab.ok("put --text all /quick");
                assertThat(replicas(lab)).hasSize(3);
              });
    }
  }

  /** Of the one chunk of /quick. */
  private static List<String> replicas(TestLab lab) {
    lab.ok("chunks /quick");
    List<?> placement = (List<?>) lab.result("chunks").fields().get("placement");
    List<?> replicas = (List<?>) ((Map<?, ?>) placement.get(0)).get("replicas");
    return replicas.stream().map(String::valueOf).toList();
  }
}
