package sandstore.node.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import sandstore.wire.ChunkKey;
import sandstore.wire.Crc32c;

class ChunkHeaderTest {
  @Test
  void theSizeOfAFileTellsTheLengthOfItsChunk() {
    long[] lengths = {
      0,
      1,
      65_535,
      65_536,
      65_537,
      8 << 20,
      (8 << 20) + 1,
      63 << 20,
      1012 * 65_536L,
      1013 * 65_536L,
      1013 * 65_536L + 1,
      1014 * 65_536L,
      ChunkHeader.MAX_LENGTH
    };
    for (long length : lengths) {
      assertThat(ChunkHeader.lengthInFile(length + ChunkHeader.dataStart(length)))
          .isEqualTo(length);
    }
    assertThat(ChunkHeader.lengthInFile(0)).isEqualTo(-1);
    assertThat(ChunkHeader.lengthInFile(4095)).isEqualTo(-1);
    assertThat(ChunkHeader.lengthInFile(1L << 40)).isEqualTo(-1);
  }

  @Test
  void aHeaderReadsAsItWasWritten() throws DamagedException {
    ChunkHeader header =
        new ChunkHeader(new ChunkKey("f123456789abcdef", 65_535, 9), 70_000, -5, new int[] {7, -8});
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    header.encode(bytes);
    assertThat(bytes.remaining()).isEqualTo(4096);
    assertThat(ChunkHeader.decode(bytes, header.key(), 70_000)).isEqualTo(header);
  }

  @Test
  void aPieceThatIsNotWhatItShouldBeIsNoticed() {
    BlockChecksums sums = new BlockChecksums(10);
    assertThat(sums.add(ByteBuffer.wrap(new byte[10]), Crc32c.of(new byte[9]))).isFalse();
  }

  @Test
  void checksumsDoNotDependOnHowTheBytesCame() {
    byte[] bytes = Bench.bytes(300_001, 1);
    for (int step : new int[] {1, 65_535, 65_536, 65_537, 131_072, 300_001}) {
      BlockChecksums sums = new BlockChecksums(bytes.length);
      for (int at = 0; at < bytes.length; at += step) {
        int n = Math.min(step, bytes.length - at);
        assertThat(sums.add(ByteBuffer.wrap(bytes, at, n), Crc32c.of(bytes, at, n))).isTrue();
      }
      assertThat(sums.whole()).isEqualTo(Crc32c.of(bytes));
      assertThat(sums.blocks()).hasSize(5);
      for (int b = 0; b < 5; b++) {
        int start = b * ChunkHeader.BLOCK_BYTES;
        int n = Math.min(ChunkHeader.BLOCK_BYTES, bytes.length - start);
        assertThat(sums.blocks()[b]).isEqualTo(Crc32c.of(ByteBuffer.wrap(bytes, start, n)));
      }
    }
  }
}
