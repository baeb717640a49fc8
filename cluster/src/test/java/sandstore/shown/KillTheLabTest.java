package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab itself dies by kill -9, in the middle of everything. */
final class KillTheLabTest {
  @TempDir Path folder;

  @Test
  void noNodeOutlivesItAndNothingAcknowledgedIsLost() throws Exception {
    List<String> acknowledged;
    List<Long> pids;
    Process lab =
        start(
            "up raft --nodes 5",
            "transfer node1",
            "pause node5; partition node4 | node1,node2,node3,node5");
    try (BufferedReader said = lab.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("READY");
      pids = pids();
      assertThat(pids).hasSize(5).allMatch(KillTheLabTest::alive);
      for (int i = 0; i < 15; i++) {
        assertThat(said.readLine()).startsWith("/f");
      }
      lab.toHandle().destroyForcibly(); // a file is being stored now
      assertThat(lab.waitFor(10, TimeUnit.SECONDS)).isTrue();
      acknowledged = said.lines().toList();
    } finally {
      lab.toHandle().destroyForcibly();
    }
    // The figure is 5 s; the paused one is the watchdog's.
    await("no orphan")
        .atMost(Duration.ofSeconds(15))
        .until(() -> pids.stream().noneMatch(KillTheLabTest::alive));

    int last = 15 + acknowledged.size();
    try (TestLab again = new TestLab(folder)) {
      again.ok("up raft --nodes 5");
      for (int i = 1; i <= last; i++) {
        again.ok("get /f" + i + " COPY" + i);
        assertThat(Files.readString(again.path("COPY" + i))).isEqualTo("/f" + i);
      }
      assertThat(again.view().faults()).isEmpty();
      again.ok("put --text after /after");
      ViewIsTrue.at("up after kill -9 of the lab", again);
    }
    assertThat(pids()).isEmpty();
  }

  private Process start(String... lines) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Dcom.google.protobuf.use_unsafe_pre22_gencode=true",
            "-cp",
            System.getProperty("java.class.path"),
            LabProcess.class.getName(),
            folder.toString());
    builder.command().addAll(List.of(lines));
    builder.redirectError(folder.resolve("lab.err").toFile());
    return builder.start();
  }

  private List<Long> pids() throws IOException {
    return Files.readAllLines(folder.resolve("home").resolve("pids")).stream()
        .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
        .toList();
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
