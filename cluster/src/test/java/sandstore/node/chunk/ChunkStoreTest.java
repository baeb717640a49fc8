package sandstore.node.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.proto.ChunkState;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Failure;
import sandstore.wire.ChunkKey;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;

class ChunkStoreTest {
  @TempDir Path home;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(home.resolve("chunks"));
  }

  @Test
  void whatWasWrittenIsReadWholeAndInParts() {
    for (int length : new int[] {0, 64, 65_535, 65_537, 3_000_000}) {
      ChunkKey key = Bench.key(length / 64);
      byte[] bytes = Bench.bytes(length, length);
      ChunkWriter.Stored stored = bench.put(key, bytes);
      assertThat(stored).isEqualTo(new ChunkWriter.Stored(key, length, Crc32c.of(bytes)));
      assertThat(bench.read(key, 0, length)).isEqualTo(bytes);
      bench.store.verify(key);
    }
    byte[] large = Bench.bytes(3_000_000, 3_000_000);
    for (int from : new int[] {0, 1, 65_535, 65_536, 1_048_575, 2_999_999}) {
      for (int n : new int[] {1, 2, 65_536, 1_500_000}) {
        int end = Math.min(from + n, large.length);
        assertThat(bench.read(Bench.key(large.length / 64), from, end - from))
            .isEqualTo(Arrays.copyOfRange(large, from, end));
      }
    }
  }

  @Test
  void rule12_isForcedThenNamedThenTheFolderForcedThenAcknowledged() {
    bench.disk.trace.clear();
    bench.put(Bench.KEY, Bench.bytes(70_000, 1));
    assertThat(bench.disk.trace)
        .containsExactly(
            "open tmp/00000000000000ab-3-0.1",
            "write tmp/00000000000000ab-3-0.1 70000 at 4096",
            "write tmp/00000000000000ab-3-0.1 4096 at 0",
            "force tmp/00000000000000ab-3-0.1",
            "rename tmp/00000000000000ab-3-0.1 to chunks/00000000000000ab-3-0",
            "forceFolder chunks");
    assertThat(bench.kinds()).containsExactly(KindCase.CHUNK_STARTED, KindCase.CHUNK_STORED);
  }

  @Test
  void rule12_aStartClearsTemporariesAndKeepsTheRest() throws IOException {
    byte[] bytes = Bench.bytes(200_000, 1);
    bench.put(Bench.KEY, bytes);
    ChunkWriter abandoned = bench.store.begin(Bench.key(4), 100);
    Bench.fill(abandoned, Bench.bytes(50, 2));
    assertThat(bench.store.stat(Bench.key(4)).getCondition())
        .isEqualTo(ChunkState.Condition.WRITING);

    bench.restart();
    assertThat(bench.disk.list(bench.folder.resolve("tmp"))).isEmpty();
    assertThat(bench.store.stat(Bench.key(4)).getCondition())
        .isEqualTo(ChunkState.Condition.MISSING);
    assertThat(bench.state().getChunks()).isEqualTo(1);
    assertThat(bench.state().getChunkBytes()).isEqualTo(200_000);
    assertThat(bench.events).isEmpty();
    ChunkState state = bench.store.stat(Bench.KEY);
    assertThat(state.getCondition()).isEqualTo(ChunkState.Condition.STORED);
    assertThat(state.getCrc32C()).isEqualTo(Crc32c.of(bytes));
    assertThat(bench.read(Bench.KEY, 0, 200_000)).isEqualTo(bytes);
  }

  @Test
  void anAbortedChunkLeavesNothing() throws IOException {
    try (ChunkWriter writer = bench.store.begin(Bench.KEY, 1000)) {
      Bench.fill(writer, Bench.bytes(500, 1));
    }
    assertThat(bench.disk.list(bench.folder.resolve("tmp"))).isEmpty();
    assertThat(bench.store.list()).isEmpty();
    bench.put(Bench.KEY, Bench.bytes(1000, 1));
  }

  @Test
  void aFrameThatWasDamagedOnItsWayIsNotWritten() {
    byte[] bytes = Bench.bytes(1000, 1);
    try (ChunkWriter writer = bench.store.begin(Bench.KEY, 1000)) {
      assertThatThrownBy(() -> writer.write(0, ByteBuffer.wrap(bytes), Crc32c.of(bytes) + 1))
          .isInstanceOfSatisfying(
              DefiniteFailure.class,
              e -> assertThat(e.code()).isEqualTo(Failure.Code.CHUNK_CORRUPT));
    }
    assertThat(bench.disk.trace).noneMatch(line -> line.startsWith("write"));
    assertThat(bench.store.list()).isEmpty();
  }

  @Test
  void framesComeInOrderAndAreAsManyAsAnnounced() {
    byte[] bytes = Bench.bytes(1000, 1);
    refused(() -> bench.store.begin(Bench.KEY, -1), Failure.Code.BAD_REQUEST);
    refused(() -> bench.store.begin(Bench.KEY, (64 << 20) + 1), Failure.Code.BAD_REQUEST);
    try (ChunkWriter gap = bench.store.begin(Bench.KEY, 2000)) {
      refused(
          () -> gap.write(1, ByteBuffer.wrap(bytes), Crc32c.of(bytes)), Failure.Code.BAD_REQUEST);
    }
    try (ChunkWriter more = bench.store.begin(Bench.KEY, 999)) {
      refused(
          () -> more.write(0, ByteBuffer.wrap(bytes), Crc32c.of(bytes)), Failure.Code.BAD_REQUEST);
    }
    try (ChunkWriter fewer = bench.store.begin(Bench.KEY, 1001)) {
      Bench.fill(fewer, bytes);
      refused(fewer::finish, Failure.Code.BAD_REQUEST);
    }
    assertThat(bench.store.list()).isEmpty();
  }

  @Test
  void theSameBytesMayComeAgainAndOthersMayNot() {
    byte[] bytes = Bench.bytes(100_000, 1);
    bench.put(Bench.KEY, bytes);
    assertThat(bench.put(Bench.KEY, bytes).crc32c()).isEqualTo(Crc32c.of(bytes));
    assertThat(bench.kinds()).containsOnlyOnce(KindCase.CHUNK_STORED);
    refused(() -> bench.put(Bench.KEY, Bench.bytes(100_000, 2)), Failure.Code.ALREADY_EXISTS);
    refused(() -> bench.put(Bench.KEY, Bench.bytes(99_999, 1)), Failure.Code.ALREADY_EXISTS);
    assertThat(bench.read(Bench.KEY, 0, 100_000)).isEqualTo(bytes);
  }

  @Test
  void oneChunkHasOneWriterAtATime() {
    ChunkWriter first = bench.store.begin(Bench.KEY, 10);
    refused(() -> bench.store.begin(Bench.KEY, 10), Failure.Code.ALREADY_EXISTS);
    first.abort();
    bench.store.begin(Bench.KEY, 10).close();
  }

  @Test
  void manyWriteAndReadAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      ChunkKey key = Bench.key(i);
      byte[] bytes = Bench.bytes(300_000 + i, i);
      work.add(
          threads.submit(
              () -> {
                bench.put(key, bytes);
                assertThat(bench.read(key, 0, bytes.length)).isEqualTo(bytes);
              }));
    }
    for (Future<?> w : work) {
      w.get(30, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertThat(bench.state().getChunks()).isEqualTo(64);
    assertThat(bench.store.list()).hasSize(64);
    assertThat(bench.events.get(bench.events.size() - 1).getChunkStored().getCounts().getChunks())
        .isEqualTo(64);
  }

  @Test
  void rule11_aTrashedChunkIsDeletedOnlyAfterItsGraceTime() throws IOException {
    bench.put(Bench.KEY, Bench.bytes(1000, 1));
    try (ChunkReader reader = bench.store.open(Bench.KEY)) {
      assertThat(bench.store.trash(Bench.KEY, "removed by its owner")).isTrue();
      assertThat(reader.read(0, 1000).getData().size()).isEqualTo(1000);
    }
    assertThat(bench.store.trash(Bench.KEY, "again")).isFalse();
    assertThat(bench.store.stat(Bench.KEY).getCondition()).isEqualTo(ChunkState.Condition.TRASHED);
    assertThat(bench.state().getChunks()).isZero();

    assertThat(bench.store.emptyTrash(1000)).isZero();
    bench.restart();
    bench.now += TimeUnit.MILLISECONDS.toNanos(1000);
    assertThat(bench.store.emptyTrash(1000)).isEqualTo(1);
    assertThat(bench.store.stat(Bench.KEY).getCondition()).isEqualTo(ChunkState.Condition.MISSING);
    assertThat(bench.events.get(0).getChunkDeleted().getLength()).isEqualTo(1000);
    assertThat(Files.exists(bench.folder.resolve("trash").resolve(Bench.KEY.toString()))).isFalse();
  }

  private static void refused(Runnable what, Failure.Code code) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(DefiniteFailure.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
