package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;

/** Nodes come, go, and come back without what they had, while files are stored. */
final class MembersTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void fromThreeToFiveAndBackWhileFilesAreStored() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft");
      List<String> acknowledged;
      try (Storing storing = new Storing(lab)) {
        storing.more(2);
        lab.ok("member add; wait quorum == 3 && voters.size() == 4 within 30s");
        storing.more(2);
        lab.ok("member add --zone zone1; wait quorum == 3 && voters.size() == 5 within 30s");
        storing.more(2);
        String leader = lab.leader();
        Lab.Ending undrained = lab.run("member remove " + leader);
        assertThat(undrained.status()).as(undrained.message()).isEqualTo(2);
        assertThat(undrained.message()).contains("has copies of");
        lab.ok("member remove " + leader + " --force; wait voters.size() == 4 within 30s");
        assertThat(lab.leader()).isNotEqualTo(leader);
        storing.more(2);
        lab.ok("member remove follower --force; wait quorum == 2 && voters.size() == 3 within 30s");
        storing.more(2);
        acknowledged = storing.acknowledged();
      }
      for (String path : acknowledged) {
        lab.ok("get " + path + " COPY");
        assertThat(Files.readString(lab.path("COPY"))).isEqualTo(path);
      }
      ViewIsTrue.at("three are left", lab);
      lab.ok("down; up raft --nodes 3");
      assertThat(lab.view().nodes()).hasSize(3);
      assertThat(lab.view().voters()).hasSize(3).isSubsetOf(lab.view().nodes().keySet());
    }
  }

  @Test
  void whoWasWipedComesBackAsItsNextGeneration() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; put --text kept /kept");
      lab.ok("kill node2; wipe node2; start node2");
      lab.ok("wait voters.size() == 3 && nodes.filter(n, n.alive).size() == 3 within 30s");
      assertThat(generation(lab, "node2")).isEqualTo(2L);
      lab.ok("kill node1; wait leader != '' within 30s; get /kept KEPT; put --text more /more");
      lab.ok("start node1");
      assertThat(lab.view().voters()).hasSize(3);
    }
  }

  @Test
  void whoMissedACompactedLogGetsASnapshot() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; transfer node1; wait leader == 'node1' within 30s");
      lab.ok("stop node3");
      lab.ok("mkdir /a; snapshot node1; mkdir /b; snapshot node1; mkdir /c; snapshot node1");
      lab.ok("wait node('node1').firstIndex > node('node3').lastIndex + 1 within 20s");
      lab.ok("start node3");
      assertThat(
              lab.cluster()
                  .await(
                      v ->
                          v.node(sandstore.wire.NodeId.of(3))
                              .filter(n -> n.snapshotIndex() > 0 && n.firstIndex() > 3)
                              .isPresent(),
                      BOUND))
          .isTrue();
      lab.ok("stat /c --at node3 --stale");
    }
  }

  @Test
  void withoutAMajorityNobodyComesOrGoes() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft");
      lab.ok("kill follower");
      Lab.Ending unsafe = lab.run("member remove follower --force");
      assertThat(unsafe.status()).as(unsafe.message()).isEqualTo(2);
      lab.ok("kill follower");
      assertThat(lab.run("member add").status()).isIn(1, 3);
      lab.ok("start node1,node2,node3; wait leader != '' within 30s");
      lab.ok("put --text still /there; wait voters.size() == 3 within 30s");
    }
  }

  private static Object generation(TestLab lab, String node) {
    lab.ok("member");
    if (lab.result("member").fields().get("members") instanceof List<?> rows) {
      for (Object row : rows) {
        if (row instanceof Map<?, ?> fields && node.equals(fields.get("node"))) {
          return fields.get("generation");
        }
      }
    }
    throw new AssertionError("no " + node);
  }
}
