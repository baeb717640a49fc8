package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** Disks that are full, slow or broken, and bytes that rot: what a person sees of it. */
final class BadDiskTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void rule18_aFullDiskTakesNoChunksAndGoesOnWhenItIsFreed() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; put --text before /before");

      lab.ok("disk all full");
      Lab.Ending refused = lab.run("put --text no /no");
      assertThat(refused.status()).as(refused.message()).isEqualTo(2);
      assertThat(refused.hint()).contains("free some space");
      assertThat(lab.run("stat /no").status()).isEqualTo(2);
      lab.ok("mkdir /log-has-room; expect nodes.all(n, n.disk == 'full')");
      lab.ok("heal; put --text after /after; expect size(faults) == 0");

      String follower = follower(lab);
      lab.ok("disk " + follower + " full 0B; mkdir /majority");
      assertThat(ending(lab, follower)).contains("No space left on device");
      lab.ok("disk " + follower + " ok; start " + follower);
      reads(lab, "/before", "before");
      reads(lab, "/after", "after");
      ViewIsTrue.at("the disk was freed", lab);
    }
  }

  @Test
  void rule13_aDiskThatFailsEndsItsNodeAndASlowOneDoesNot() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; disk follower slow 50ms; put --text slow /slow; heal");
      String follower = follower(lab);
      lab.ok("disk " + follower + " fail; mkdir /majority");
      assertThat(ending(lab, follower)).contains("Input/output error");
      Lab.Ending still = lab.run("start " + follower);
      assertThat(still.status()).isNotZero();
      assertThat(still.message()).contains("Input/output error");
      lab.ok("heal " + follower + "; start " + follower);
      reads(lab, "/slow", "slow");
    }
  }

  @Test
  void rule15_rule19_whatRotsIsFoundAndNeverServed() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; put --text good /file");
      lab.ok("wait files == 1 && underReplicated == 0 within 60s");
      String follower = follower(lab);

      lab.ok("corrupt " + follower + " /file");
      assertThat(lab.run("get /file BAD --from " + follower).status()).isEqualTo(1);
      assertThat(folder.resolve("BAD")).doesNotExist();
      reads(lab, "/file", "good");

      for (String what : new String[] {"log", "meta"}) {
        lab.ok("kill " + follower + "; corrupt " + follower + " " + what + "; start " + follower);
        NodeView quarantined = lab.view().nodes().get(new NodeId(follower));
        assertThat(quarantined.process()).isEqualTo(NodeView.Process.QUARANTINED);
        assertThat(quarantined.quarantined().toString()).contains(what);
        lab.ok("mkdir /the-others-go-on-" + what);
        reads(lab, "/file", "good");
        // To flip the same bytes again mends them: a node in quarantine has left all as it was.
        lab.ok("kill " + follower + "; corrupt " + follower + " " + what + "; start " + follower);
        lab.ok("wait nodes.all(n, n.alive) within 20s");
      }
    }
  }

  private static String follower(TestLab lab) throws InterruptedException {
    String leader = lab.leader();
    return leader.equals("node1") ? "node2" : "node1";
  }

  /** Why it ended, once it has. */
  private static String ending(TestLab lab, String node) throws InterruptedException {
    NodeId id = new NodeId(node);
    assertThat(
            lab.cluster()
                .await(
                    v -> v.node(id).filter(n -> n.process() == NodeView.Process.EXITED).isPresent(),
                    BOUND))
        .isTrue();
    return lab.view().node(id).orElseThrow().exitCause();
  }

  private static void reads(TestLab lab, String path, String text) throws Exception {
    lab.ok("get " + path + " COPY");
    assertThat(Files.readString(lab.path("COPY"))).isEqualTo(text);
  }
}
