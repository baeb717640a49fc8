package sandstore.node.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sandstore.node.disk.CrashDisk;
import sandstore.node.disk.CrashPoints;
import sandstore.node.disk.Disk;
import sandstore.proto.ChunkState;
import sandstore.proto.DataFrame;
import sandstore.proto.NodeState;
import sandstore.wire.ChunkKey;
import sandstore.wire.Crc32c;

/** Rules 12 and 15: whenever the machine ends, a chunk is there whole or not at all. */
final class ChunkCrashPointsTest {
  private static final Path FOLDER = Path.of("/node/chunks");
  private static final int CHUNKS = 8;
  private static final int FRAME = 3000;

  @Test
  void whatWasAcknowledgedIsThereAndNothingIsHalfThere() throws Exception {
    CrashPoints.Tried tried =
        CrashPoints.all("chunks", Map.<ChunkKey, Integer>of(), this::work, this::check);
    assertThat(tried.points()).isGreaterThan(60);
    assertThat(tried.states()).isGreaterThan(300);
  }

  private static ChunkStore open(Disk disk) throws IOException {
    return ChunkStore.open(disk, FOLDER, event -> {});
  }

  /** Chunks of some sizes; every third goes, and one comes again. */
  private void work(CrashDisk disk, CrashPoints.Promises<Map<ChunkKey, Integer>> promises)
      throws IOException {
    Map<ChunkKey, Integer> stored = new TreeMap<>();
    ChunkStore store = open(disk);
    for (int i = 0; i < CHUNKS; i++) {
      put(store, Bench.key(i), length(i));
      stored.put(Bench.key(i), length(i));
      promises.made(Map.copyOf(stored));
      if (i % 3 == 2) {
        assertThat(store.trash(Bench.key(i - 1), "test")).isTrue();
        stored.remove(Bench.key(i - 1));
        promises.made(Map.copyOf(stored));
        store.emptyTrash(0);
      }
    }
    put(store, Bench.key(1), length(1));
    stored.put(Bench.key(1), length(1));
    promises.made(Map.copyOf(stored));
  }

  private static int length(int i) {
    return i * 1777;
  }

  private static void put(ChunkStore store, ChunkKey key, int length) {
    byte[] bytes = Bench.bytes(length, key.index());
    try (ChunkWriter writer = store.begin(key, length)) {
      for (int at = 0; at < length; at += FRAME) {
        ByteBuffer frame =
            ByteString.copyFrom(bytes, at, Math.min(FRAME, length - at)).asReadOnlyByteBuffer();
        writer.write(at, frame, Crc32c.of(frame));
      }
      writer.finish();
    }
  }

  private void check(
      CrashDisk disk,
      Map<ChunkKey, Integer> promised,
      Map<ChunkKey, Integer> underway,
      boolean goesOn)
      throws IOException {
    ChunkStore store = open(disk);
    NodeState.Builder state = NodeState.newBuilder();
    store.describe(state);
    assertThat(state.getCorruptChunks()).as("half a chunk").isZero();
    for (int i = 0; i < CHUNKS; i++) {
      ChunkKey key = Bench.key(i);
      ChunkState found = store.stat(key);
      boolean there = found.getCondition() == ChunkState.Condition.STORED;
      boolean must = promised.containsKey(key) && underway.containsKey(key);
      boolean may = promised.containsKey(key) || underway.containsKey(key);
      assertThat(there).as("%s: %s", key, found.getCondition()).isIn(must, may);
      if (there) {
        assertThat(read(store, key, length(i))).isEqualTo(Bench.bytes(length(i), i));
      }
    }
    if (goesOn) {
      put(store, Bench.key(CHUNKS), 100);
      assertThat(read(store, Bench.key(CHUNKS), 100)).isEqualTo(Bench.bytes(100, CHUNKS));
    }
  }

  private static byte[] read(ChunkStore store, ChunkKey key, int length) {
    try (ChunkReader reader = store.open(key)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      while (all.size() < length) {
        DataFrame frame = reader.read(all.size(), length - all.size());
        all.writeBytes(frame.getData().toByteArray());
      }
      return all.toByteArray();
    }
  }
}
