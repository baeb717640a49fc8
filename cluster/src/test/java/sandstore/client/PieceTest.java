package sandstore.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.FileInfo;
import sandstore.proto.Manifest;

/** Which bytes of which chunks are fetched, where offsets do not fit an int. */
final class PieceTest {
  private static final int CHUNK = 2 << 20;
  private static final int CHUNKS = 65_536;

  /** 128 GiB less a little. */
  private static Manifest huge() {
    Manifest.Builder manifest = Manifest.newBuilder();
    for (int i = 0; i < CHUNKS; i++) {
      manifest.addChunks(
          ChunkRef.newBuilder()
              .setId(ChunkId.newBuilder().setUpload("00000000000000aa").setIndex(i))
              .setLength(i == CHUNKS - 1 ? 5 : CHUNK));
    }
    return manifest.setInfo(FileInfo.newBuilder().setLength(length())).build();
  }

  private static long length() {
    return (CHUNKS - 1L) * CHUNK + 5;
  }

  @Test
  void aRangeBeyondFourGibibytesBeginsInTheRightChunk() {
    long from = (5L << 30) + 3;
    List<Piece> pieces = Piece.within(Piece.of(huge()), from, from + CHUNK);
    assertThat(pieces).hasSize(2);
    assertThat(pieces.get(0).index()).isEqualTo(2560);
    assertThat(pieces.get(0).offset()).isEqualTo(3);
    assertThat(pieces.get(0).fileOffset()).isEqualTo(from);
    assertThat(pieces.get(0).endsChunk()).isTrue();
    assertThat(pieces.get(1).index()).isEqualTo(2561);
    assertThat(pieces.get(1).length()).isEqualTo(3);
    assertThat(pieces.get(1).range()).isEqualTo("bytes 5370806272..5370806274");
  }

  @Test
  void theLastBytesOfTheLongestFile() {
    Range last = new Range(-7, Long.MAX_VALUE);
    List<Piece> pieces = Piece.within(Piece.of(huge()), last.from(length()), last.to(length()));
    assertThat(pieces).extracting(Piece::index).containsExactly(65_534, 65_535);
    assertThat(pieces).extracting(Piece::length).containsExactly(2, 5);
    assertThat(pieces.get(1).fileOffset()).isEqualTo((CHUNKS - 1L) * CHUNK);
  }

  /** A long file gets larger chunks, so that it has few enough. */
  @ParameterizedTest
  @CsvSource({
    "65536, 4294967296, 65536",
    "65536, 4294967297, 131072",
    "8388608, 107374182400, 8388608",
    "8388608, 549755813889, 16777216",
    "65536, 107374182400, 2097152"
  })
  void aLongFileGetsLargerChunks(int wanted, long length, int size) {
    assertThat(Upload.fitting(wanted, length)).isEqualTo(size);
    assertThat((length + size - 1) / size).isLessThanOrEqualTo(CHUNKS);
  }
}
