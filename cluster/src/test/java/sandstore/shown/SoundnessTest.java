package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.LabEvent;
import sandstore.lab.view.NodeView;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkState;
import sandstore.proto.DataFrame;
import sandstore.proto.Event;
import sandstore.proto.StatChunksRequest;
import sandstore.proto.WriteFrame;
import sandstore.proto.WriteHeader;
import sandstore.wire.ChunkSender;
import sandstore.wire.Crc32c;
import sandstore.wire.NodeId;

/** Copies that rot, vanish, or belong to nobody, on one cluster. */
final class SoundnessTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final NodeId TWO = NodeId.of(2);

  @TempDir Path folder;

  @Test
  void rule15_rule16_rule11_badOnesAreMendedMissingOnesFoundAndOrphansCollected() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --chunk-size 64KiB");
      Path file = lab.bigFile("FILE", 300_000);
      lab.ok("put " + file + " /f");
      lab.ok("wait underReplicated == 0 within 60s"); // a node may have come too late for the put

      flipABit(chunkFiles(lab).get(1));
      lab.ok("scrub now");
      assertThat(lab.result("scrub").fields().get("damaged")).isEqualTo(1L);
      mended(lab);
      lab.ok("get /f COPY --from node2");
      assertThat(lab.path("COPY")).hasSameBinaryContentAs(file);

      lab.ok("kill node2");
      Files.delete(chunkFiles(lab).get(0));
      lab.ok("start node2");
      await("the missing copy is back").atMost(BOUND).until(() -> node2(lab).chunks() == 5);
      mended(lab);

      collectsAnOrphan(lab);
      assertThat(Copies.of(lab, List.of("/f")))
          .hasSize(5)
          .allSatisfy(c -> assertThat(c).hasSize(3));
      ViewIsTrue.at("all is sound", lab);
    }
  }

  private static void mended(TestLab lab) {
    lab.ok("wait corrupt == 0 && underReplicated == 0 within 60s");
    assertThat(node2(lab).corruptChunks()).isZero();
  }

  private static NodeView node2(TestLab lab) {
    return lab.view().node(TWO).orElseThrow();
  }

  private static List<Path> chunkFiles(TestLab lab) throws IOException {
    try (var names = Files.list(lab.lab().home().resolve("node2").resolve("chunks"))) {
      return names.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void flipABit(Path chunk) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(chunk.toFile(), "rw")) {
      long last = bytes.length() - 1;
      bytes.seek(last);
      int before = bytes.read();
      bytes.seek(last);
      bytes.write(before ^ 1);
    }
  }

  private static void collectsAnOrphan(TestLab lab) throws Exception {
    ChunkId orphan = ChunkId.newBuilder().setUpload("00000000000000ee").build();
    write(lab, orphan);
    lab.ok("gc now --older 1h");
    assertThat(lab.result("gc").fields().get("marked")).isEqualTo(0L);
    assertThat(condition(lab, orphan)).isEqualTo(ChunkState.Condition.STORED);

    await("the upload has been silent for long enough")
        .atMost(BOUND)
        .until(
            () -> {
              lab.ok("gc now --older 1ms");
              return lab.result("gc").fields().get("marked").equals(1L);
            });

    await().atMost(BOUND).until(() -> condition(lab, orphan) == ChunkState.Condition.TRASHED);
    await("the node's events came to the lab")
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(garbageEvents(lab))
                    .containsExactly(Event.KindCase.GARBAGE_MARKED, Event.KindCase.CHUNK_TRASHED));
  }

  private static List<Event.KindCase> garbageEvents(TestLab lab) {
    return lab.cluster().events().after(0, Integer.MAX_VALUE).stream()
        .map(LabEvent::event)
        .filter(e -> e.getNode().equals("node2"))
        .map(Event::getKindCase)
        .filter(k -> k == Event.KindCase.GARBAGE_MARKED || k == Event.KindCase.CHUNK_TRASHED)
        .toList();
  }

  /** A chunk that no commit will name. */
  private static void write(TestLab lab, ChunkId id) throws InterruptedException {
    byte[] bytes = {1, 2, 3};
    ChunkSender sender = ChunkSender.open(lab.cluster().calls().chunks(TWO).getChannel(), BOUND);
    sender.send(
        WriteFrame.newBuilder()
            .setHeader(WriteHeader.newBuilder().setId(id).setLength(bytes.length))
            .build());
    sender.send(
        WriteFrame.newBuilder()
            .setData(
                DataFrame.newBuilder()
                    .setData(ByteString.copyFrom(bytes))
                    .setCrc32C(Crc32c.of(bytes, 0, bytes.length)))
            .build());
    sender.finish();
    assertThat(sender.result(BOUND).getReplicas(0).getStored()).isTrue();
  }

  private static ChunkState.Condition condition(TestLab lab, ChunkId id) {
    return lab.cluster()
        .calls()
        .chunks(TWO)
        .stat(StatChunksRequest.newBuilder().addIds(id).build())
        .getStates(0)
        .getCondition();
  }
}
