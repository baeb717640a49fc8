package sandstore.node.chunk;

import sandstore.wire.ChunkKey;

/**
 * One file under its final name. Compared by identity: a chunk that was set aside and written again
 * is another one, though all is equal.
 */
final class StoredChunk {
  private static final long UNREAD = -1;

  private final ChunkKey key;
  private final long length;
  private volatile long crc32c = UNREAD;

  /** As the file's name and size tell. */
  StoredChunk(ChunkKey key, long length) {
    this.key = key;
    this.length = length;
  }

  ChunkKey key() {
    return key;
  }

  long length() {
    return length;
  }

  /** Whether the header was read since the start. */
  boolean knowsCrc() {
    return crc32c != UNREAD;
  }

  int crc32c() {
    return (int) crc32c;
  }

  StoredChunk learnCrc(int crc) {
    crc32c = Integer.toUnsignedLong(crc);
    return this;
  }
}
