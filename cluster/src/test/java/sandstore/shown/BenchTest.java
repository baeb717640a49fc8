package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.client.Call;
import sandstore.lab.Lab;
import sandstore.lab.view.NodeView;

final class BenchTest {
  @Test
  void itTellsWhatItDidAndLeavesNothing(@TempDir Path home) throws Exception {
    try (TestLab lab = new TestLab(home)) {
      lab.ok("up basic");
      lab.ok("bench mixed --size 64KiB --threads 3 --seconds 3 --warm-up 0 --csv figures.csv");
      Map<String, ?> fields = lab.result("bench").fields();
      assertThat(fields.get("promise")).asString().contains("fsynced with its CRC32C on 1 node ");
      assertThat(fields.get("failures")).isEqualTo(Map.of());
      assertThat(fields.get("operations"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .hasSize(3)
          .allSatisfy(
              kind ->
                  assertThat(kind)
                      .asInstanceOf(InstanceOfAssertFactories.MAP)
                      .extractingByKey("count", InstanceOfAssertFactories.LONG)
                      .isPositive());
      assertThat(fields.get("cpuSeconds"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsOnlyKeys("node1", "client and lab");
      assertThat(Files.readAllLines(lab.path("figures.csv")))
          .hasSize(4)
          .first()
          .asString()
          .startsWith("work,operation,");
      assertNothingIsLeft(lab);
    }
  }

  /** As the node itself counts them: the leader's count comes and goes with each change. */
  private static long files(TestLab lab) {
    return lab.view().nodes().values().stream().mapToLong(NodeView::files).max().orElse(0);
  }

  @Test
  void ctrlCEndsItAndItsFolderGoesToo(@TempDir Path home) throws Exception {
    try (TestLab lab = new TestLab(home)) {
      lab.ok("up basic");
      AtomicReference<Lab.Ending> ending = new AtomicReference<>();
      Thread typed = new Thread(() -> ending.set(lab.run("bench creates --seconds 1h")));
      typed.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> ending.get() != null || files(lab) > 20);
      assertThat(ending.get()).as("bench before Ctrl-C").isNull();
      typed.interrupt();
      typed.join(Duration.ofSeconds(20).toMillis());
      assertThat(ending.get()).isNotNull();
      assertThat(ending.get().status()).isNotZero();
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("bench-"));
      assertNothingIsLeft(lab);
    }
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnythingIsDone(@TempDir Path home) throws Exception {
    try (TestLab lab = new TestLab(home)) {
      assertThat(lab.run("bench puts").message()).contains("up");
      assertThat(lab.run("bench parts").status()).isEqualTo(2);
      assertThat(lab.run("bench puts --threads 0").status()).isEqualTo(2);
    }
  }

  private static void assertNothingIsLeft(TestLab lab) throws InterruptedException {
    assertThat(lab.cluster().client().list("/", "", 0, Call.DEFAULT).getEntriesList()).isEmpty();
  }
}
