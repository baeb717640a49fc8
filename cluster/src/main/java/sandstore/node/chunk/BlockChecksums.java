package sandstore.node.chunk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksums of a chunk's blocks and of all its bytes, as these come along. Not thread-safe. */
final class BlockChecksums {
  private final int[] blocks;
  private final CRC32C whole = new CRC32C();
  private final CRC32C block = new CRC32C();
  private long length;

  /**
   * @param total bytes that will come
   */
  BlockChecksums(long total) {
    this.blocks = new int[ChunkHeader.blockCount(total)];
  }

  /** Takes the remaining bytes; leaves the buffer as it was. */
  void add(ByteBuffer bytes) {
    whole.update(bytes.duplicate());
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int room = ChunkHeader.BLOCK_BYTES - (int) (length % ChunkHeader.BLOCK_BYTES);
      int n = Math.min(room, rest.remaining());
      block.update(rest.slice(rest.position(), n));
      rest.position(rest.position() + n);
      length += n;
      blocks[(int) ((length - 1) / ChunkHeader.BLOCK_BYTES)] = (int) block.getValue();
      if (n == room) {
        block.reset();
      }
    }
  }

  long length() {
    return length;
  }

  int whole() {
    return (int) whole.getValue();
  }

  /** Of each block; of the last one, as far as it has come. */
  int[] blocks() {
    return blocks.clone();
  }
}
