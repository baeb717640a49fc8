package sandstore.node.chunk;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sandstore.wire.ChunkKey;

/**
 * Damaged copies, set aside. They are kept for want of better ones, until somebody who knows that
 * there are says so. Threads may share it.
 */
final class Quarantine {
  private final ChunkFiles files;
  private final Set<ChunkKey> keys = ConcurrentHashMap.newKeySet();

  Quarantine(ChunkFiles files) {
    this.files = files;
  }

  /** A file that is there already. */
  void found(ChunkKey key) {
    keys.add(key);
  }

  boolean holds(ChunkKey key) {
    return keys.contains(key);
  }

  Set<ChunkKey> keys() {
    return keys;
  }

  /** Moves a chunk's file here. To be called under {@link ChunkFiles#names}. */
  void take(ChunkKey key) throws IOException {
    keys.add(key);
    files.moveToQuarantine(key);
  }

  /**
   * Deletes all that is here of a chunk.
   *
   * @return how many files
   */
  int clear(ChunkKey key) throws IOException {
    if (!holds(key)) {
      return 0;
    }
    int deleted = files.deleteQuarantined(key);
    keys.remove(key);
    return deleted;
  }
}
