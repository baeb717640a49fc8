package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.view.NodeView.Process;
import sandstore.wire.NodeId;

/**
 * Rule 19: a folder that is older than what its node has promised, or empty, does not come back.
 */
final class AmnesiaTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final NodeId VICTIM = NodeId.of(3);

  @TempDir Path folder;

  @Test
  void rule19_aFolderPutBackFromYesterdayIsRefused() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; transfer node1; put --text yesterday /yesterday");
      awaitRegistered(lab, 1);
      lab.ok("stop node3");
      Path live = lab.lab().home().resolve("node3");
      Path copy = folder.resolve("copy");
      copyAll(live, copy);
      lab.ok("start node3");
      awaitRegistered(lab, 2);
      lab.ok("put --text today /today; stop node3");
      deleteAll(live);
      copyAll(copy, live);
      lab.ok("start node3");
      assertThat(lab.cluster().await(v -> refused(v.nodes().get(VICTIM).process()), BOUND))
          .isTrue();
      assertThat(lab.view().nodes().get(VICTIM).quarantined().toString())
          .contains("an older folder was put back");
      lab.ok("put --text without /without; get /today TODAY");

      if (lab.view().nodes().get(VICTIM).process() != Process.EXITED) {
        lab.ok("stop node3");
      }
      lab.ok("wipe node3; start node3");
      lab.ok("expect voters.size() == 3 && nodes.filter(n, n.alive).size() == 3");
    }
  }

  @Test
  void rule19_anEmptyFolderIsRefused() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; kill node3");
      deleteAll(lab.lab().home().resolve("node3"));
      Lab.Ending refused = lab.run("start node3");
      assertThat(refused.status()).as(refused.message()).isEqualTo(2);
      assertThat(refused.message()).contains("has lost its folder's identity");
      lab.ok("wipe node3; start node3; expect voters.size() == 3");
    }
  }

  /** At its start, or, if the others' word came late, a moment after it; then it ends itself. */
  private static boolean refused(Process process) {
    return process == Process.QUARANTINED || process == Process.EXITED;
  }

  /** The log says that this start of the victim takes part. */
  private static void awaitRegistered(TestLab lab, long incarnation) throws InterruptedException {
    assertThat(
            lab.cluster()
                .await(
                    v -> registered(lab.cluster().events().after(0, 10_000), incarnation), BOUND))
        .isTrue();
  }

  private static boolean registered(List<LabEvent> events, long incarnation) {
    return events.stream()
        .map(e -> e.event().getMemberRegistered())
        .anyMatch(e -> e.getNode().equals(VICTIM.name()) && e.getIncarnation() == incarnation);
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path p : files.toList()) {
        Files.copy(
            p, to.resolve(from.relativize(p).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
