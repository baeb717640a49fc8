package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.client.Call;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.view.NodeView.Process;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/** Bytes rot, and the cluster stays up; where every copy has rotted it says what is lost. */
final class RotTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void rule19_whoHasARottenLogMetaOrSnapshotComesBackAsANewPeer() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; transfer node1; put --text good /good");
      NodeId victim = NodeId.of(3);
      for (String what : List.of("log", "meta", "snapshot")) {
        lab.ok("put --text " + what + " /" + what + "; snapshot node3; mkdir /since-" + what);
        lab.ok("kill node3; corrupt node3 " + what + "; start node3");
        assertThat(
                lab.cluster()
                    .await(v -> v.nodes().get(victim).process() == Process.QUARANTINED, BOUND))
            .as(what)
            .isTrue();
        assertThat(lab.view().nodes().get(victim).quarantined().toString()).contains(what);
        lab.ok("put --text up /up-with-a-rotten-" + what);

        lab.ok("stop node3; wipe node3; start node3");
        lab.ok("expect voters.size() == 3 && nodes.filter(n, n.alive).size() == 3 within 20s");
        lab.ok("wait underReplicated == 0 within 60s");
      }
      for (String name : List.of("good", "log", "meta", "snapshot")) {
        lab.ok("get /" + name + " COPY --from node3");
        assertThat(Files.readString(lab.path("COPY"))).isEqualTo(name);
      }
      ViewIsTrue.at("all rot was healed", lab);
    }
  }

  @Test
  void rule15_ofAChunkWithoutASoundCopyTheLostBytesAreTold() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      List<LabEvent> events = new CopyOnWriteArrayList<>();
      try (AutoCloseable listening = lab.lab().listen((event, view) -> events.add(event))) {
        lab.ok("up raft --chunk-size 64KiB");
        lab.acquainted();
        Path file = lab.bigFile("FILE", 200_000);
        lab.ok("put " + file + " /file");
        ChunkKey second =
            ChunkKey.of(
                lab.cluster()
                    .client()
                    .manifest("/file", Call.DEFAULT)
                    .getManifest()
                    .getChunks(1)
                    .getId());
        for (int node = 1; node <= 3; node++) {
          lab.ok("corrupt node" + node + " " + second);
        }

        Lab.Ending lost = lab.run("get /file LOST");
        assertThat(lost.status()).isEqualTo(1);
        assertThat(lost.message()).contains("bytes 65536..131071");
        assertThat(lab.path("LOST")).doesNotExist();
        lab.ok("get /file HEAD --range 0-65535");
        lab.ok("get /file TAIL --range 131072-");
        assertThat(Files.size(lab.path("HEAD")) + Files.size(lab.path("TAIL")))
            .isEqualTo(200_000 - 65_536);

        assertThat(
                lab.cluster().await(v -> events.stream().anyMatch(e -> tellsOf(e, second)), BOUND))
            .isTrue();
        for (int node = 1; node <= 3; node++) {
          assertThat(copies(lab, node, second)).as("even a bad one is kept").isEqualTo(1);
        }
        lab.ok("put " + file + " /file; get /file AGAIN");
        assertThat(lab.path("AGAIN")).hasSameBinaryContentAs(file);
      }
    }
  }

  private static boolean tellsOf(LabEvent event, ChunkKey chunk) {
    return event.event().hasChunkLost()
        && ChunkKey.of(event.event().getChunkLost().getId()).equals(chunk);
  }

  /** Files on the node's disk that hold this chunk, in quarantine or not. */
  private static long copies(TestLab lab, int node, ChunkKey chunk) throws IOException {
    Path chunks = lab.lab().home().resolve("node" + node).resolve("chunks");
    try (Stream<Path> files = Files.walk(chunks)) {
      return files.filter(f -> f.getFileName().toString().startsWith(chunk.toString())).count();
    }
  }
}
