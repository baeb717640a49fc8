package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** A node is lost, and comes back. */
final class RepairTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** Also what a put wrote while the node was away, and what a new leader finds. */
  @Test
  void rule1_whatIsMissingIsCopiedAfterTheGraceAndASurplusGoesAgain() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 5 --chunk-size 64KiB");
      Path file = lab.bigFile("FILE", 400_000);
      lab.ok("repair --grace 2s");
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        paths.add("/before" + i);
        lab.ok("put " + file + " /before" + i);
      }
      String victim = lab.leader();
      lab.ok("kill " + victim);
      lab.ok("put " + file + " /meanwhile");
      paths.add("/meanwhile");

      lab.ok("wait underReplicated == 0 within 60s");

      assertThat(Copies.of(lab, paths)).hasSize(35).allSatisfy(c -> assertThat(c).hasSize(3));

      lab.ok("start " + victim);
      await("the copies on " + victim + " are too many")
          .atMost(BOUND)
          .untilAsserted(
              () ->
                  assertThat(Copies.anywhere(lab, paths))
                      .hasSize(35)
                      .allSatisfy(c -> assertThat(c).hasSize(3)));
      assertThat(Copies.of(lab, paths)).allSatisfy(c -> assertThat(c).hasSize(3));
      ViewIsTrue.at("copies were made and dropped", lab);
    }
  }

  /** Enough copies, but not all, are success; and whoever stores is told. */
  @Test
  void whatIsMissingWhenAPutSucceedsIsSaidAndMade() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; transfer node1; kill node3; put --text x /x");
      assertThat(lab.result("put").fields().get("copies")).isEqualTo(2);
      assertThat(Style.strip(lab.result("put").text().get(1)))
          .isEqualTo("on 2 nodes so far, of 3: repair makes the other copies as soon as it can");
      lab.ok("start node3; wait files == 1 && underReplicated == 0 within 60s");
      assertThat(Copies.of(lab, List.of("/x"))).allSatisfy(c -> assertThat(c).hasSize(3));
      lab.ok("append --text y /x");
      assertThat(lab.result("append").fields().get("copies")).isEqualTo(3);
      assertThat(lab.result("append").text()).hasSize(1);
    }
  }

  /** The same by whoever is the primary. */
  @Test
  void withoutConsensusWhatIsMissingIsCopiedToo() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up replicated --nodes 4 --chunk-size 64KiB; repair --grace 2s");
      Path file = lab.bigFile("FILE", 400_000);
      lab.ok("put " + file + " /f");
      String backup = lab.leader().equals("node3") ? "node2" : "node3";
      lab.ok("kill " + backup + "; wait underReplicated == 0 within 60s");
      assertThat(Copies.of(lab, List.of("/f")))
          .hasSize(7)
          .allSatisfy(c -> assertThat(c).hasSize(3));

      assertThat(lab.view().leader().orElseThrow().replicators().get(new NodeId(backup)).state())
          .as("told to be out of those in sync")
          .isNotEqualTo(NodeView.Replicator.IN_SYNC);

      String primary = lab.leader();
      lab.ok("start " + backup + "; wait nodes.all(n, n.alive) within 20s; kill " + primary);
      lab.ok("wait leader != '' && leader != '" + primary + "' within 30s");
      lab.ok("wait underReplicated == 0 within 60s; get /f COPY");
      assertThat(lab.path("COPY")).hasSameBinaryContentAs(file);
      assertThat(Copies.of(lab, List.of("/f"))).allSatisfy(c -> assertThat(c).hasSize(3));
    }
  }

  private static long chunks(ClusterView view) {
    return view.nodes().values().stream().mapToLong(NodeView::chunks).sum();
  }

  @Test
  void aShortAbsenceMovesNothing() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 4 --chunk-size 64KiB; repair --grace 2m");
      lab.acquainted();
      lab.ok("put " + lab.bigFile("FILE", 400_000) + " /f");
      assertThat(lab.cluster().await(v -> chunks(v) == 7 * 3, BOUND)).isTrue();
      String away = lab.leader().equals("node2") ? "node3" : "node2";
      long before = lab.view().node(new NodeId(away)).orElseThrow().chunks();
      lab.ok("kill " + away);
      lab.ok("wait '" + away + "' in awaited within 60s; status");
      assertThat(lab.result("status").text())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .containsPattern(
                          "repair waits for " + away + " for \\d+ s more; without it"));
      lab.ok("start " + away);
      lab.ok("wait underReplicated == 0 && size(awaited) == 0 within 60s");

      assertThat(lab.view().node(new NodeId(away)).orElseThrow().chunks()).isEqualTo(before);
      assertThat(chunks(lab.view())).isEqualTo(7 * 3);
      assertThat(lab.view().upkeep().ended("repair")).isZero();
    }
  }
}
