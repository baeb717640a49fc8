package sandstore.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkState;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.LinkRule;
import sandstore.proto.ListChunksRequest;
import sandstore.proto.ReadChunkRequest;
import sandstore.proto.ReplicaOutcome;
import sandstore.proto.StatChunksRequest;
import sandstore.proto.WriteFrame;
import sandstore.proto.WriteHeader;
import sandstore.proto.WriteResult;
import sandstore.wire.ChunkKey;
import sandstore.wire.ChunkSender;
import sandstore.wire.Crc32c;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/** Three nodes, real sockets, real files: what a chain stores and what it says it stored. */
class ChunkEndpointTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ChunkKey KEY = new ChunkKey("0123456789abcdef", 7, 0);

  @TempDir Path home;
  private ChunkNodes nodes;

  @BeforeEach
  void start() {
    nodes = new ChunkNodes(home, 3, List.of());
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  @DisplayName("a chain of three has three durable copies when it answers (rule 12)")
  void chain() throws Exception {
    byte[] bytes = random(1_500_000);
    WriteResult result = write(KEY, bytes, "node2", "node3");
    assertThat(describe(result)).isEqualTo("node1 stored, node2 stored, node3 stored");
    assertThat(result.getCrc32C()).isEqualTo(Crc32c.of(bytes));
    for (int node = 1; node <= 3; node++) {
      assertThat(nodes.store(node).stat(KEY).getCondition()).isEqualTo(ChunkState.Condition.STORED);
      assertThat(read(node, 0, 0)).isEqualTo(bytes);
    }
  }

  @Test
  @DisplayName("an empty chunk is a chunk")
  void empty() throws Exception {
    assertThat(describe(write(KEY, new byte[0], "node2"))).isEqualTo("node1 stored, node2 stored");
    assertThat(read(2, 0, 0)).isEmpty();
  }

  @Test
  @DisplayName("any range can be read; one that is not within the chunk is refused")
  void ranges() throws Exception {
    byte[] bytes = random(1_300_001);
    write(KEY, bytes);
    for (int[] range : new int[][] {{0, 1}, {65_535, 2}, {524_288, 700_000}, {1_300_000, 1}}) {
      byte[] expected = Arrays.copyOfRange(bytes, range[0], range[0] + range[1]);
      assertThat(read(1, range[0], range[1])).isEqualTo(expected);
    }
    assertThat(failure(() -> read(1, 1_300_000, 2)).code()).isEqualTo(Failure.Code.BAD_REQUEST);
    assertThat(failure(() -> read(2, 0, 0)).code()).isEqualTo(Failure.Code.NOT_FOUND);
  }

  @Test
  @DisplayName("a frame that was damaged on its way is refused, and nothing of the chunk stays")
  void damagedFrame() throws Exception {
    byte[] bytes = random(100_000);
    ChunkSender to = ChunkSender.open(nodes.to(1), LIMIT);
    to.send(header(KEY, bytes.length, "node2", "node3"));
    to.send(frame(bytes, 0, 50_000, 0));
    to.send(frame(bytes, 50_000, 50_000, 1));
    to.finish();
    assertThatThrownBy(() -> to.result(LIMIT))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged on its way to node1");
    Awaitility.await()
        .untilAsserted(
            () -> {
              for (int node = 1; node <= 3; node++) {
                assertThat(nodes.store(node).stat(KEY).getCondition())
                    .isEqualTo(ChunkState.Condition.MISSING);
              }
            });
  }

  @Test
  @DisplayName("a stream that is not what its header says is refused")
  void badStreams() throws Exception {
    byte[] bytes = random(1000);
    assertThat(refused(frame(bytes, 0, 10, 0))).contains("no header");
    assertThat(refused(header(KEY, 1000), frame(bytes, 10, 10, 0))).contains("missing");
    assertThat(refused(header(KEY, 10), frame(bytes, 0, 11, 0))).contains("more bytes");
    assertThat(refused(header(KEY, 1000), frame(bytes, 0, 10, 0))).contains("only 10 bytes");
    assertThat(refused(header(KEY, 1000), header(KEY, 1000))).contains("second header");
    assertThat(refused(header(KEY, 1L << 40))).contains("64 MiB");
    assertThat(refused(header(KEY, 1000, "node2", "node1"))).contains("comes back");
    WriteHeader evil =
        WriteHeader.newBuilder().setId(KEY.toProto().toBuilder().setUpload("../../x")).build();
    assertThat(refused(WriteFrame.newBuilder().setHeader(evil).build())).contains("hexadecimal");
    assertThat(nodes.store(1).list()).isEmpty();
  }

  @Test
  @DisplayName("when the middle node is down the first copy counts, and the answer says so")
  void middleDown() throws Exception {
    nodes.stop(2);
    byte[] bytes = random(900_000);
    WriteResult result = write(KEY, bytes, "node2", "node3");
    assertThat(describe(result))
        .isEqualTo(
            "node1 stored, node2 failed: not reachable,"
                + " node3 failed: not reached through node2");
    assertThat(read(1, 0, 0)).isEqualTo(bytes);
  }

  @Test
  @DisplayName(
      "a cut between second and third costs the third copy only, and not the caller's time")
  void cutInTheChain() throws Exception {
    nodes.obey(LinkRule.newBuilder().setFrom("node2").setTo("node3").setCut(true).build());
    WriteResult result = write(KEY, random(900_000), "node2", "node3");
    assertThat(describe(result))
        .isEqualTo("node1 stored, node2 stored, node3 failed: no progress for 2000 ms");
  }

  @Test
  @DisplayName("a delayed link slows a chain down and breaks nothing")
  void slowLink() throws Exception {
    nodes.obey(
        LinkRule.newBuilder()
            .setFrom("node1")
            .setTo("node2")
            .setDelayMillis(60)
            .setJitterMillis(50)
            .build());
    byte[] bytes = random(20 * ChunkSender.FRAME_BYTES);
    assertThat(describe(write(KEY, bytes, "node2"))).isEqualTo("node1 stored, node2 stored");
    assertThat(read(2, 0, 0)).isEqualTo(bytes);
  }

  @Test
  @DisplayName("a node that takes nothing holds up a few MiB for a while, and is then given up")
  void stuckNode() throws Exception {
    nodes.add(NodeId.of(4), new Stuck());
    byte[] bytes = random(48 << 20);
    ChunkSender to = ChunkSender.open(nodes.to(1), LIMIT);
    to.send(header(KEY, bytes.length, "node4"));
    int sent = 0;
    int sentWhenHeldUp = 0;
    while (sent < bytes.length) {
      if (sentWhenHeldUp == 0 && isHeldUp(to)) {
        sentWhenHeldUp = sent;
      }
      assertThat(to.awaitReady(LIMIT)).isTrue();
      to.send(frame(bytes, sent, ChunkSender.FRAME_BYTES, 0));
      sent += ChunkSender.FRAME_BYTES;
    }
    to.finish();
    assertThat(describe(to.result(LIMIT)))
        .isEqualTo("node1 stored, node4 failed: no progress for 2000 ms");
    assertThat(sentWhenHeldUp).isBetween(1, 12 << 20);
  }

  private static boolean isHeldUp(ChunkSender to) throws InterruptedException {
    try {
      return !to.awaitReady(Duration.ofMillis(1000));
    } catch (StoreException nothingTaken) {
      return true;
    }
  }

  /** Accepts the call and never asks for a frame. */
  private static final class Stuck extends ChunkServiceGrpc.ChunkServiceImplBase {
    @Override
    public StreamObserver<WriteFrame> write(StreamObserver<WriteResult> caller) {
      ((ServerCallStreamObserver<WriteResult>) caller).disableAutoRequest();
      return new StreamObserver<>() {
        @Override
        public void onNext(WriteFrame frame) {}

        @Override
        public void onError(Throwable t) {}

        @Override
        public void onCompleted() {}
      };
    }
  }

  @Test
  @DisplayName("a full or failing disk in front does not keep the copies behind it from being made")
  void firstDiskRefuses() throws Exception {
    byte[] bytes = random(1000);
    write(KEY, bytes);
    byte[] other = random(2000); // the same id with other bytes: node1 must refuse
    assertThat(describe(write(KEY, other, "node2", "node3")))
        .startsWith("node1 failed: ")
        .endsWith(", node2 stored, node3 stored");
  }

  @Test
  @DisplayName("a damaged block is found before a byte of it leaves (rule 14)")
  void corruptBlock() throws Exception {
    byte[] bytes = random(300_000);
    write(KEY, bytes);
    Path file = nodes.file(1, KEY);
    byte[] onDisk = Files.readAllBytes(file);
    onDisk[onDisk.length - 1] ^= 1;
    Files.write(file, onDisk);
    assertThat(failure(() -> read(1, 200_000, 100_000)).code())
        .isEqualTo(Failure.Code.CHUNK_CORRUPT);
  }

  @Test
  @DisplayName("stat and list tell what is there")
  void inventory() throws Exception {
    write(KEY, random(10), "node2");
    ChunkKey missing = new ChunkKey("0123456789abcdef", 8, 0);
    assertThat(
            ChunkServiceGrpc.newBlockingStub(nodes.to(2))
                .stat(
                    StatChunksRequest.newBuilder()
                        .addIds(KEY.toProto())
                        .addIds(missing.toProto())
                        .build())
                .getStatesList())
        .extracting(ChunkState::getCondition)
        .containsExactly(ChunkState.Condition.STORED, ChunkState.Condition.MISSING);
    Iterator<ChunkState> all =
        ChunkServiceGrpc.newBlockingStub(nodes.to(2)).list(ListChunksRequest.getDefaultInstance());
    assertThat(all.next().getId()).isEqualTo(KEY.toProto());
    assertThat(all.hasNext()).isFalse();
  }

  private WriteResult write(ChunkKey key, byte[] bytes, String... next) throws Exception {
    ChunkSender to = ChunkSender.open(nodes.to(1), LIMIT);
    to.send(header(key, bytes.length, next));
    for (int at = 0; at < bytes.length; at += ChunkSender.FRAME_BYTES) {
      assertThat(to.awaitReady(LIMIT)).isTrue();
      to.send(frame(bytes, at, Math.min(ChunkSender.FRAME_BYTES, bytes.length - at), 0));
    }
    to.finish();
    return to.result(LIMIT);
  }

  private String refused(WriteFrame... frames) {
    ChunkSender to = ChunkSender.open(nodes.to(1), LIMIT);
    for (WriteFrame frame : frames) {
      to.send(frame);
    }
    to.finish();
    StoreException refusal = failure(() -> to.result(LIMIT));
    assertThat(refusal.code()).isEqualTo(Failure.Code.BAD_REQUEST);
    return refusal.getMessage();
  }

  private byte[] read(int node, long offset, long length) throws IOException {
    Iterator<DataFrame> frames =
        ChunkServiceGrpc.newBlockingStub(nodes.to(node))
            .read(
                ReadChunkRequest.newBuilder()
                    .setId(KEY.toProto())
                    .setOffset(offset)
                    .setLength(length)
                    .build());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (frames.hasNext()) {
      DataFrame frame = frames.next();
      assertThat(frame.getOffset()).isEqualTo(offset + bytes.size());
      assertThat(Crc32c.of(frame.getData())).isEqualTo(frame.getCrc32C());
      frame.getData().writeTo(bytes);
    }
    return bytes.toByteArray();
  }

  private interface Failing {
    void run() throws Exception;
  }

  private static StoreException failure(Failing what) {
    try {
      what.run();
    } catch (StoreException e) {
      return e;
    } catch (StatusRuntimeException e) {
      return Failures.fromStatus(e, true);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("it did not fail");
  }

  private static String describe(WriteResult result) {
    return String.join(
        ", ", result.getReplicasList().stream().map(ChunkEndpointTest::describe).toList());
  }

  private static String describe(ReplicaOutcome o) {
    return o.getNode() + (o.getStored() ? " stored" : " failed: " + o.getProblem());
  }

  private static WriteFrame header(ChunkKey key, long length, String... next) {
    return WriteFrame.newBuilder()
        .setHeader(
            WriteHeader.newBuilder()
                .setId(key.toProto())
                .setLength(length)
                .addAllNext(List.of(next)))
        .build();
  }

  /**
   * @param damage added to the checksum
   */
  private static WriteFrame frame(byte[] bytes, int offset, int size, int damage) {
    return WriteFrame.newBuilder()
        .setData(
            DataFrame.newBuilder()
                .setOffset(offset)
                .setData(ByteString.copyFrom(bytes, offset, size))
                .setCrc32C(Crc32c.of(bytes, offset, size) + damage))
        .build();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
