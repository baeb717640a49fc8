package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** Disks fill up while something is under way that needs room, and are freed again. */
final class FullDiskTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void rule18_aSnapshotThatDoesNotFitEndsItsNodeAndTheOldOneStays() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; put --text kept /kept");
      lab.ok("wait files == 1 && underReplicated == 0 within 60s; snapshot");
      String follower = lab.leader().equals("node2") ? "node3" : "node2";
      lab.ok("mkdir /since");
      // Read there: what a follower has not applied is no reason for a snapshot.
      await("it has applied the folder")
          .atMost(BOUND)
          .until(() -> lab.run("stat /since --at " + follower).status() == 0);
      long before = snapshotIndex(lab, follower);

      lab.ok("disk " + follower + " full 0B");
      Lab.Ending refused = lab.run("snapshot " + follower);
      assertThat(refused.status()).as(refused.message()).isNotZero();
      assertThat(
              lab.cluster()
                  .await(v -> node(v, follower).process() == NodeView.Process.EXITED, BOUND))
          .isTrue();
      assertThat(node(lab.view(), follower).exitCause()).contains("No space left on device");
      lab.ok("put --text meanwhile /meanwhile");

      lab.ok("disk " + follower + " ok; start " + follower);
      assertThat(snapshotIndex(lab, follower)).isEqualTo(before);
      // Read there, so that it has applied what came meanwhile.
      await("it has caught up")
          .atMost(BOUND)
          .until(() -> lab.run("stat /meanwhile --at " + follower).status() == 0);
      lab.ok("snapshot " + follower);
      assertThat(snapshotIndex(lab, follower)).isGreaterThan(before);
      lab.ok("get /kept COPY --from " + follower);
      assertThat(Files.readString(lab.path("COPY"))).isEqualTo("kept");
      lab.ok("get /meanwhile COPY"); // which was stored where there was room
      assertThat(Files.readString(lab.path("COPY"))).isEqualTo("meanwhile");
      ViewIsTrue.at("the disk was freed", lab);
    }
  }

  @Test
  void rule18_repairGoesOnWhenThereIsRoomAgain() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 4 --chunk-size 64KiB; repair --grace 1s --rate 128KiB");
      Path file = lab.bigFile("FILE", 1_000_000);
      lab.ok("put " + file + " /f");
      String victim = lab.leader().equals("node2") ? "node3" : "node2";
      lab.ok("kill " + victim);
      await("the first copies").atMost(BOUND).until(() -> repair(lab, w -> w.done()) > 0);

      lab.ok("disk all full");
      await("a copy for which there is no room")
          .atMost(BOUND)
          .until(() -> repair(lab, w -> w.problems()) > 0);
      assertThat(lab.view().upkeep().ended("repair")).isZero();
      lab.ok("repair --rate 100MiB; get /f COPY; disk all ok");

      lab.ok("wait underReplicated == 0 within 60s");
      assertThat(Copies.of(lab, List.of("/f")))
          .hasSize(16)
          .allSatisfy(c -> assertThat(c).hasSize(3));
      lab.ok("get /f COPY");
      assertThat(lab.path("COPY")).hasSameBinaryContentAs(file);
    }
  }

  private static long repair(
      TestLab lab, java.util.function.ToLongFunction<sandstore.lab.view.Upkeep.Work> what) {
    sandstore.lab.view.Upkeep.Work work = lab.view().upkeep().works().get("repair");
    return work == null ? 0 : what.applyAsLong(work);
  }

  private static NodeView node(sandstore.lab.view.ClusterView view, String name) {
    return view.node(new NodeId(name)).orElseThrow();
  }

  private static long snapshotIndex(TestLab lab, String name) {
    return node(lab.view(), name).snapshotIndex();
  }
}
