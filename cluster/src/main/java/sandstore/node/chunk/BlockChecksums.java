package sandstore.node.chunk;

import java.nio.ByteBuffer;
import sandstore.wire.Crc32c;

/** The checksums of a chunk's blocks and of all its bytes, as these come along. Not thread-safe. */
final class BlockChecksums {
  private final int[] blocks;
  private int whole;
  private int block;
  private long length;

  /**
   * @param total bytes that will come
   */
  BlockChecksums(long total) {
    this.blocks = new int[ChunkHeader.blockCount(total)];
  }

  /**
   * Takes the remaining bytes, of which each is looked at once; leaves the buffer as it was.
   *
   * @param expected of these bytes
   * @return false if they have another one; then nothing more may be added
   */
  boolean add(ByteBuffer bytes, int expected) {
    int all = 0;
    for (int at = bytes.position(); at < bytes.limit(); ) {
      int inBlock = (int) (length % ChunkHeader.BLOCK_BYTES);
      int n = Math.min(ChunkHeader.BLOCK_BYTES - inBlock, bytes.limit() - at);
      int piece = Crc32c.of(bytes.slice(at, n));
      all = Crc32c.join(all, piece, n);
      block = inBlock == 0 ? piece : Crc32c.join(block, piece, n);
      blocks[(int) (length / ChunkHeader.BLOCK_BYTES)] = block;
      length += n;
      at += n;
    }
    whole = Crc32c.join(whole, all, bytes.remaining());
    return all == expected;
  }

  long length() {
    return length;
  }

  int whole() {
    return whole;
  }

  /** Of each block; of the last one, as far as it has come. */
  int[] blocks() {
    return blocks.clone();
  }
}
