package sandstore.node.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.proto.ChunkState;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Failure;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;

class ChunkDamageTest {
  private static final int LENGTH = 200_000;

  @TempDir Path home;
  private Bench bench;
  private final byte[] bytes = Bench.bytes(LENGTH, 1);

  @BeforeEach
  void store() throws IOException {
    bench = new Bench(home.resolve("chunks"));
    bench.put(Bench.KEY, bytes);
  }

  private void flip(long at) throws IOException {
    byte[] file = Files.readAllBytes(bench.file(Bench.KEY));
    file[(int) at] ^= 0x10;
    Files.write(bench.file(Bench.KEY), file);
  }

  private void isFoundDamaged(String why) {
    assertThatThrownBy(() -> bench.read(Bench.KEY, 0, LENGTH))
        .isInstanceOfSatisfying(
            DefiniteFailure.class, e -> assertThat(e.code()).isEqualTo(Failure.Code.CHUNK_CORRUPT))
        .hasMessageContaining(why);
    isInQuarantine();
  }

  private void isInQuarantine() {
    assertThat(bench.kinds()).containsOnlyOnce(KindCase.REPLICA_CORRUPT);
    assertThat(bench.file(Bench.KEY)).doesNotExist();
    assertThat(bench.folder.resolve("quarantine").resolve(Bench.KEY.toString())).exists();
    assertThat(bench.store.stat(Bench.KEY).getCondition()).isEqualTo(ChunkState.Condition.CORRUPT);
    assertThat(bench.state().getChunks()).isZero();
    assertThat(bench.state().getChunkBytes()).isZero();
    assertThat(bench.state().getCorruptChunks()).isEqualTo(1);
    assertThatThrownBy(() -> bench.store.open(Bench.KEY)).isInstanceOf(DefiniteFailure.class);
  }

  /** Magic, format, upload, index, attempt, length, whole crc, block crcs, header crc. */
  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 12, 20, 24, 28, 35, 36, 40, 44, 55, 56, 59})
  void rule14_aFlippedBitInTheHeaderIsFound(int at) throws IOException {
    flip(at);
    isFoundDamaged("damaged here");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_535, 65_536, 131_072, LENGTH - 1})
  void rule14_aFlippedBitInTheBytesIsFoundInItsBlock(int at) throws IOException {
    flip(4096 + at);
    isFoundDamaged("block " + at / 65_536);
  }

  @Test
  void rule14_noByteOfADamagedBlockLeavesAndSoundOnesDo() throws IOException {
    flip(4096 + 100_000);
    try (ChunkReader reader = bench.store.open(Bench.KEY)) {
      assertThat(reader.read(0, 65_536).getData().size()).isEqualTo(65_536);
      assertThatThrownBy(() -> reader.read(65_536, 1)).isInstanceOf(DefiniteFailure.class);
    }
    isInQuarantine();
  }

  @Test
  void rule14_aFileUnderAnotherChunksNameIsFound() throws IOException {
    ChunkKey other = Bench.key(9);
    bench.put(other, Bench.bytes(LENGTH, 2));
    Files.delete(bench.file(Bench.KEY));
    Files.move(bench.file(other), bench.file(Bench.KEY));
    bench.restart();
    isFoundDamaged("another chunk's: 00000000000000ab-9-0");
  }

  @Test
  void rule14_aFileThatIsTooShortIsFoundAtTheStartOrWhenRead() throws IOException {
    byte[] file = Files.readAllBytes(bench.file(Bench.KEY));
    Files.write(bench.file(Bench.KEY), java.util.Arrays.copyOf(file, file.length - 1));
    isFoundDamaged("bytes");

    Files.write(bench.file(Bench.key(5)), new byte[100]);
    bench.restart();
    assertThat(bench.kinds()).containsExactly(KindCase.REPLICA_CORRUPT);
    assertThat(bench.state().getCorruptChunks()).isEqualTo(2);
  }

  @Test
  void rule15_aScrubFindsWhatNobodyReads() throws IOException {
    flip(4096 + 150_000);
    assertThatThrownBy(() -> bench.store.verify(Bench.KEY)).isInstanceOf(DefiniteFailure.class);
    isInQuarantine();
    assertThat(bench.kinds()).doesNotContain(KindCase.CHUNK_VERIFIED);
  }

  @Test
  void rule15_aDamagedChunkMayBeWrittenAnewAndTheOldBytesStay() throws IOException {
    for (int round = 0; round < 3; round++) {
      flip(4096);
      assertThatThrownBy(() -> bench.store.verify(Bench.KEY)).isInstanceOf(DefiniteFailure.class);
      bench.put(Bench.KEY, bytes);
      assertThat(bench.read(Bench.KEY, 0, LENGTH)).isEqualTo(bytes);
    }
    assertThat(bench.disk.list(bench.folder.resolve("quarantine"))).hasSize(3);
    bench.restart();
    assertThat(bench.state().getCorruptChunks()).isEqualTo(3);
    assertThat(bench.state().getChunks()).isEqualTo(1);
  }

  @Test
  void rule15_aReaderOfTheOldFileDoesNotTakeAwayTheNewOne() throws IOException {
    byte[] file = Files.readAllBytes(bench.file(Bench.KEY));
    try (ChunkReader early = bench.store.open(Bench.KEY)) {
      flip(4096);
      assertThatThrownBy(() -> bench.store.verify(Bench.KEY)).isInstanceOf(DefiniteFailure.class);
      bench.put(Bench.KEY, bytes);
      assertThatThrownBy(() -> early.read(0, 1)).isInstanceOf(DefiniteFailure.class);
    }
    assertThat(bench.read(Bench.KEY, 0, LENGTH)).isEqualTo(bytes);
    assertThat(bench.kinds()).containsOnlyOnce(KindCase.REPLICA_CORRUPT);
    assertThat(Files.readAllBytes(bench.file(Bench.KEY))).isEqualTo(file);
  }

  @Test
  void aRepeatedWriteOntoADamagedChunkIsNotAcknowledged() throws IOException {
    flip(4096);
    assertThatThrownBy(() -> bench.put(Bench.KEY, bytes)).isInstanceOf(DefiniteFailure.class);
    isInQuarantine();
  }

  @Test
  void aFileThatIsGoneIsToldOnce() throws IOException {
    Files.delete(bench.file(Bench.KEY));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> bench.store.open(Bench.KEY))
          .isInstanceOfSatisfying(
              DefiniteFailure.class, e -> assertThat(e.code()).isEqualTo(Failure.Code.NOT_FOUND));
    }
    assertThat(bench.kinds()).containsOnlyOnce(KindCase.REPLICA_CORRUPT);
    assertThat(bench.state().getChunks()).isZero();
  }
}
