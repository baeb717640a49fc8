package sandstore.node.chunk;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import sandstore.node.observe.Reporter;
import sandstore.proto.ChunkDeleted;
import sandstore.proto.Event;
import sandstore.wire.ChunkKey;

/** Chunks that nobody wants any more, for a grace time still on the disk. Threads may share it. */
final class Trash {
  private final ChunkFiles files;
  private final Reporter reporter;
  private final LongSupplier nanos;
  private final Map<ChunkKey, Long> since = new ConcurrentHashMap<>();

  /** What is in it already begins its grace time anew. */
  Trash(ChunkFiles files, Reporter reporter, LongSupplier nanos) throws IOException {
    this.files = files;
    this.reporter = reporter;
    this.nanos = nanos;
    files.trashed().forEach(this::add);
  }

  boolean holds(ChunkKey key) {
    return since.containsKey(key);
  }

  Iterable<ChunkKey> keys() {
    return since.keySet();
  }

  void add(ChunkKey key) {
    since.put(key, nanos.getAsLong());
  }

  /** Deletes what has been there for so long. */
  int empty(long graceNanos) throws IOException {
    int deleted = 0;
    for (Map.Entry<ChunkKey, Long> entry : since.entrySet()) {
      ChunkKey key = entry.getKey();
      if (nanos.getAsLong() - entry.getValue() >= graceNanos
          && since.remove(key, entry.getValue())) {
        delete(key);
        deleted++;
      }
    }
    return deleted;
  }

  private void delete(ChunkKey key) throws IOException {
    long length = Math.max(0, ChunkHeader.lengthInFile(files.size(files.trashPath(key))));
    if (files.delete(files.trashPath(key))) {
      reporter.report(
          Event.newBuilder()
              .setChunkDeleted(ChunkDeleted.newBuilder().setId(key.toProto()).setLength(length)));
    }
  }
}
