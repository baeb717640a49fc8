package sandstore.node.chunk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sandstore.wire.ChunkKey;
import sandstore.wire.Crc32c;

/**
 * What a chunk file says about itself.
 *
 * <pre>  magic (8) | format (4) | upload (8) | index (4) | attempt (4) | length (8)
 *   | crc of all bytes (4) | crc of each block (4 each) | crc of this header (4) | zeros to a page
 * </pre>
 *
 * @param length bytes of the chunk, 0 to {@link #MAX_LENGTH}
 * @param crc32c of all of them
 * @param blocks of each block of {@link #BLOCK_BYTES}, the last one perhaps shorter
 */
record ChunkHeader(ChunkKey key, long length, int crc32c, int[] blocks) {
  static final int BLOCK_BYTES = 64 << 10;
  static final long MAX_LENGTH = 64L << 20;

  private static final long MAGIC = 0x53414e444348554eL; // "SANDCHUN"
  private static final int FORMAT = 1;
  private static final int FIXED_BYTES = 8 + 4 + 8 + 4 + 4 + 8 + 4 + 4;
  private static final int PAGE_BYTES = 4096;

  static int blockCount(long length) {
    return (int) ((length + BLOCK_BYTES - 1) / BLOCK_BYTES);
  }

  /** Where the bytes of a chunk of this length begin in its file. */
  static int dataStart(long length) {
    int bytes = FIXED_BYTES + Integer.BYTES * blockCount(length);
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
  }

  /** The length of the chunk in a file of this size; -1 when no chunk makes such a file. */
  static long lengthInFile(long fileSize) {
    for (int start = PAGE_BYTES; start <= dataStart(MAX_LENGTH); start += PAGE_BYTES) {
      long length = fileSize - start;
      if (length >= 0 && length <= MAX_LENGTH && dataStart(length) == start) {
        return length;
      }
    }
    return -1;
  }

  int dataStart() {
    return dataStart(length);
  }

  /** Into the buffer, which is then ready to be written. */
  void encode(ByteBuffer to) {
    to.clear().limit(dataStart());
    to.putLong(MAGIC).putInt(FORMAT);
    to.putLong(Long.parseUnsignedLong(key.upload(), 16)).putInt(key.index()).putInt(key.attempt());
    to.putLong(length).putInt(crc32c);
    for (int crc : blocks) {
      to.putInt(crc);
    }
    to.putInt(Crc32c.of(to.duplicate().flip()));
    while (to.hasRemaining()) {
      to.put((byte) 0);
    }
    to.flip();
  }

  /**
   * @param from the first bytes of the file, as many as {@link #dataStart(long)} has
   * @param expected the chunk that the file is named after
   * @param expectedLength what the file's size tells
   * @throws DamagedException saying what is wrong
   */
  static ChunkHeader decode(ByteBuffer from, ChunkKey expected, long expectedLength)
      throws DamagedException {
    int count = blockCount(expectedLength);
    int crcAt = FIXED_BYTES - Integer.BYTES + Integer.BYTES * count;
    if (from.remaining() < crcAt + Integer.BYTES || from.getLong(0) != MAGIC) {
      throw new DamagedException("the file has no chunk header");
    }
    if (from.getInt(crcAt) != Crc32c.of(from.slice(0, crcAt))) {
      throw new DamagedException("the header's checksum is wrong");
    }
    ByteBuffer fields = from.slice(8, crcAt - 8);
    int format = fields.getInt();
    if (format != FORMAT) {
      throw new DamagedException("the file has format " + format + ", not " + FORMAT);
    }
    String id = id(fields.getLong(), fields.getInt(), fields.getInt());
    if (!id.equals(expected.toString())) {
      throw new DamagedException("the file is another chunk's: " + id);
    }
    long length = fields.getLong();
    if (length != expectedLength) {
      throw new DamagedException(
          "the file has " + expectedLength + " bytes, and its header says " + length);
    }
    int crc32c = fields.getInt();
    int[] blocks = new int[count];
    fields.asIntBuffer().get(blocks);
    return new ChunkHeader(expected, length, crc32c, blocks);
  }

  /** As {@link ChunkKey#toString} writes it. */
  private static String id(long upload, int index, int attempt) {
    return String.format(Locale.ROOT, "%016x-%d-%d", upload, index, attempt);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChunkHeader h
        && key.equals(h.key)
        && length == h.length
        && crc32c == h.crc32c
        && Arrays.equals(blocks, h.blocks);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key + " " + length + " bytes";
  }
}
