package sandstore.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.client.Call;
import sandstore.client.Listener;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkState;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/** Whole files between the client and the chunk stores of four nodes. */
class TransferTest {
  private static final int CHUNK = 256 << 10;
  private static final Call CALL = new Call(Optional.empty(), Duration.ofSeconds(60), false);

  @TempDir Path home;
  private FlatNames names;
  private ChunkNodes nodes;
  private StoreClient store;

  @BeforeEach
  void start() {
    start(CHUNK);
  }

  private void start(int chunkBytes) {
    names = new FlatNames(chunkBytes, List.of("node1", "node2", "node3", "node4"));
    nodes = new ChunkNodes(home, 4, names.services());
    store = new StoreClient("test", nodes.client(), nodes::ids, Listener.NONE);
  }

  @AfterEach
  void stop() {
    store.close();
    nodes.close();
  }

  @Test
  @DisplayName("what was put is got, byte for byte, with its SHA-256 and three replicas a chunk")
  void roundTrip() throws Exception {
    byte[] bytes = random(5 * CHUNK + 17);
    FileInfo info = put(bytes, bytes.length, Progress.NONE);
    assertThat(info.getLength()).isEqualTo(bytes.length);
    assertThat(info.getSha256()).isEqualTo(sha256(bytes));
    assertThat(get()).isEqualTo(bytes);
    assertThat(names.file("/f").getChunksList())
        .hasSize(6)
        .allMatch(c -> c.getReplicasCount() == 3);
  }

  @Test
  @DisplayName("lengths around the size of a chunk, known and unknown")
  void lengths() throws Exception {
    for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK}) {
      byte[] bytes = random(length);
      put(bytes, -1, Progress.NONE);
      assertThat(get()).isEqualTo(bytes);
      put(bytes, length, Progress.NONE);
      assertThat(get()).isEqualTo(bytes);
    }
  }

  @Test
  @DisplayName("progress ends at the whole and names chunk and nodes")
  void progress() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    byte[] bytes = random(3 * CHUNK);
    put(
        bytes,
        bytes.length,
        (moved, total, detail) -> seen.add(moved + "/" + total + " " + detail));
    assertThat(seen).anyMatch(s -> s.startsWith(bytes.length + "/" + bytes.length + " chunk "));
    assertThat(seen).anyMatch(s -> s.endsWith("chunk 2 of 3 on node2,node3,node4"));
  }

  @Test
  @DisplayName("a node that dies in the middle of a put costs replicas, not the put")
  void nodeDiesInPut() throws Exception {
    byte[] bytes = random(12 * CHUNK);
    InputStream killing =
        new ByteArrayInputStream(bytes) {
          @Override
          public int read(byte[] to, int offset, int length) {
            if (available() == 6 * CHUNK) {
              nodes.stop(2);
            }
            return super.read(to, offset, length);
          }
        };
    store.put(killing, bytes.length, "/f", null, CALL, Progress.NONE);
    assertThat(get()).isEqualTo(bytes);
    ChunkRef last = names.file("/f").getChunks(11);
    assertThat(last.getReplicasList()).hasSize(3).doesNotContain("node2");
  }

  @Test
  @DisplayName("with too few nodes left a put fails definitely, and nothing is visible")
  void rule1_withTooFewNodesNothingIsVisible() {
    nodes.stop(2);
    nodes.stop(3);
    nodes.stop(4);
    assertThat(failure(() -> put(random(CHUNK), CHUNK, Progress.NONE)))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("nothing is visible")
        .extracting(StoreException::code)
        .isEqualTo(Failure.Code.INSUFFICIENT_REPLICAS);
    assertThat(failure(this::get).code()).isEqualTo(Failure.Code.NOT_FOUND);
  }

  @Test
  @DisplayName("a source that is shorter than announced is refused, and nothing is visible")
  void shortSource() {
    assertThat(failure(() -> put(random(10), 11, Progress.NONE)).code())
        .isEqualTo(Failure.Code.BAD_REQUEST);
    assertThat(failure(this::get).code()).isEqualTo(Failure.Code.NOT_FOUND);
  }

  @Test
  @DisplayName("appends keep full chunks, replace a partial one, and lose nothing")
  void append() throws Exception {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    put(new byte[0], 0, Progress.NONE);
    for (int length : new int[] {10, CHUNK - 10, 0, 5, 2 * CHUNK}) {
      byte[] more = random(length);
      expected.writeBytes(more);
      FileInfo info = store.append(new ByteArrayInputStream(more), "/f", CALL, Progress.NONE);
      assertThat(info.getLength()).isEqualTo(expected.size());
      assertThat(get()).isEqualTo(expected.toByteArray());
    }
    assertThat(names.file("/f").getChunksList())
        .extracting(ChunkRef::getLength)
        .containsExactly((long) CHUNK, (long) CHUNK, (long) CHUNK, 5L);
  }

  @Test
  @DisplayName("two appends at once: both are there, whole, one after the other")
  void appendsRace() throws Exception {
    put(new byte[0], 0, Progress.NONE);
    InputStream slow =
        new ByteArrayInputStream("first".getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
          private boolean raced;

          @Override
          public int read(byte[] to, int offset, int length) {
            if (!raced) {
              raced = true;
              appendSecond();
            }
            return super.read(to, offset, length);
          }
        };
    store.append(slow, "/f", CALL, Progress.NONE);
    assertThat(get()).asString().isEqualTo("secondfirst");
  }

  private void appendSecond() {
    try {
      byte[] second = "second".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      store.append(new ByteArrayInputStream(second), "/f", CALL, Progress.NONE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("a damaged replica is passed over; when all are, the lost bytes are named")
  void rule6_aDamagedReplicaIsPassedOver() throws Exception {
    byte[] bytes = random(3 * CHUNK);
    put(bytes, bytes.length, Progress.NONE);
    ChunkRef second = names.file("/f").getChunks(1);
    damage(second, second.getReplicas(1)); // which is asked first for it
    assertThat(get()).isEqualTo(bytes);
    assertThat(condition(second, second.getReplicas(1))).isEqualTo(ChunkState.Condition.CORRUPT);
    damage(second, second.getReplicas(0));
    damage(second, second.getReplicas(2));
    StoreException lost = failure(this::get);
    assertThat(lost.code()).isEqualTo(Failure.Code.DATA_LOSS);
    assertThat(lost).hasMessageContaining("bytes 262144..524287");
  }

  @Test
  @DisplayName("damage is found behind what is read before a whole chunk is announced")
  void rule6_damageInTheMiddleOfWhatWasAnnounced() throws Exception {
    stop();
    start(8 << 20);
    byte[] bytes = random((8 << 20) + 100_000);
    put(bytes, bytes.length, Progress.NONE);
    ChunkRef first = names.file("/f").getChunks(0);
    damage(first, first.getReplicas(0));
    damage(first, first.getReplicas(1));
    assertThat(get()).isEqualTo(bytes);
    // Whose bytes went out unread: it was asked again, and found out.
    assertThat(condition(first, first.getReplicas(0))).isEqualTo(ChunkState.Condition.CORRUPT);
    assertThat(get()).isEqualTo(bytes);
    damage(first, first.getReplicas(2));
    StoreException lost = failure(this::get);
    assertThat(lost.code()).isEqualTo(Failure.Code.DATA_LOSS);
    assertThat(lost).hasMessageContaining("bytes 0..8388607");
  }

  @Test
  @DisplayName("a get from one node asks only that node")
  void fromOneNode() throws Exception {
    byte[] bytes = random(CHUNK);
    put(bytes, bytes.length, Progress.NONE);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    store.get("/f", copy, Optional.of(NodeId.of(2)), CALL, Progress.NONE);
    assertThat(copy.toByteArray()).isEqualTo(bytes);
    assertThat(
            failure(
                    () ->
                        store.get(
                            "/f",
                            OutputStream.nullOutputStream(),
                            Optional.of(NodeId.of(4)),
                            CALL,
                            Progress.NONE))
                .code())
        .isEqualTo(Failure.Code.NOT_FOUND);
  }

  @Test
  @DisplayName("a version that was collected while it was read is gone, not lost")
  void rule2_aCollectedVersionIsGoneNotLost() throws Exception {
    byte[] old = random(12 * CHUNK);
    put(old, old.length, Progress.NONE);
    List<ChunkRef> chunks = names.file("/f").getChunksList();
    byte[] fresh = random(10);
    OutputStream overwriting =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (names.file("/f").getChunksCount() > 1) {
              overwriteAndCollect(fresh, chunks);
            }
          }
        };
    assertThat(
            failure(() -> store.get("/f", overwriting, Optional.empty(), CALL, Progress.NONE))
                .code())
        .isEqualTo(Failure.Code.VERSION_GONE);
    assertThat(get()).isEqualTo(fresh);
  }

  private void overwriteAndCollect(byte[] fresh, List<ChunkRef> old) throws IOException {
    try {
      put(fresh, fresh.length, Progress.NONE);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    for (ChunkRef chunk : old) {
      for (int node = 1; node <= 4; node++) {
        nodes.store(node).trash(ChunkKey.of(chunk.getId()), "test");
      }
    }
  }

  private void damage(ChunkRef chunk, String node) throws IOException {
    Path file = nodes.file(new NodeId(node).number(), ChunkKey.of(chunk.getId()));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(file, bytes);
  }

  private ChunkState.Condition condition(ChunkRef chunk, String node) {
    int number = new NodeId(node).number();
    return nodes.store(number).stat(ChunkKey.of(chunk.getId())).getCondition();
  }

  private FileInfo put(byte[] bytes, long length, Progress progress) throws InterruptedException {
    return store.put(new ByteArrayInputStream(bytes), length, "/f", null, CALL, progress);
  }

  private byte[] get() throws InterruptedException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    store.get("/f", copy, Optional.empty(), CALL, Progress.NONE);
    return copy.toByteArray();
  }

  private interface Failing {
    void run() throws Exception;
  }

  private static StoreException failure(Failing what) {
    return catchThrowableOfType(StoreException.class, what::run);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static ByteString sha256(byte[] bytes) throws Exception {
    return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
