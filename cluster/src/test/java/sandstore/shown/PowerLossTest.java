package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.view.NodeView;

/**
 * Nodes lose power while files are being stored: nothing that was acknowledged is lost. With fsync
 * switched off the same loses some, so that the test is known to be able to fail.
 */
final class PowerLossTest {
  @TempDir Path folder;

  @Test
  void powerLossOfTheLeaderAFollowerAndAllLosesNothing() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 5");
      List<String> acknowledged;
      try (Storing storing = new Storing(lab)) {
        for (String node : List.of("leader", "follower", "all")) {
          storing.more(4);
          lab.ok("powerloss " + (node.equals("leader") ? lab.leader() : node));
          lab.ok("start " + (node.equals("all") ? "all" : down(lab)));
          lab.ok("wait leader != '' within 30s");
        }
        storing.more(1);
        acknowledged = storing.acknowledged();
      }
      assertThat(lost(lab, acknowledged, "60s")).isEmpty();
      assertThat(lab.cluster().await(v -> v.running().size() == 5, Duration.ofSeconds(30)))
          .isTrue();
    }
  }

  @Test
  void withFsyncOffItLosesSome() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 3");
      lab.ok("unsafe fsync off");
      List<String> acknowledged = List.of("/f1", "/f2", "/f3", "/f4");
      for (String path : acknowledged) {
        lab.ok("put --text " + path + " " + path);
      }
      lab.ok("heal node1");
      assertThat(lab.view().nodeFaults()).as("what is off stays off").hasSize(3);
      lab.ok("powerloss all; start all");
      assertThat(lost(lab, acknowledged, "5s")).isNotEmpty();
      lab.ok("unsafe fsync on");
      assertThat(lab.view().nodeFaults()).isEmpty();
    }
  }

  private static String down(TestLab lab) {
    return lab.view().nodes().values().stream()
        .filter(n -> n.process() == NodeView.Process.EXITED)
        .map(n -> n.id().name())
        .findFirst()
        .orElseThrow();
  }

  /** The first path that does not read back as it was acknowledged. */
  private static List<String> lost(TestLab lab, List<String> acknowledged, String patience)
      throws Exception {
    for (String path : acknowledged) {
      boolean got = lab.run("get " + path + " COPY --timeout " + patience).status() == 0;
      if (!got || !Files.readString(lab.path("COPY")).equals(path)) {
        return List.of(path);
      }
    }
    return List.of();
  }
}
