package sandstore.node.chunk;

import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import sandstore.node.observe.Reporter;
import sandstore.proto.ChunkCounts;
import sandstore.proto.ChunkStored;
import sandstore.proto.ChunkTrashed;
import sandstore.proto.Event;
import sandstore.proto.NodeState;
import sandstore.proto.ReplicaCorrupt;
import sandstore.proto.ReplicaRepaired;
import sandstore.wire.ChunkKey;

/**
 * Which chunks are on the disk, and how many. Each change is reported under the lock under which it
 * is made and described, so that a description and the events around it agree.
 */
final class Inventory {
  private final Reporter reporter;
  private final ConcurrentSkipListMap<ChunkKey, StoredChunk> chunks = new ConcurrentSkipListMap<>();

  // guarded by this
  private long count;
  private long bytes;
  private long corrupt;

  Inventory(Reporter reporter) {
    this.reporter = reporter;
  }

  @Nullable StoredChunk find(ChunkKey key) {
    return chunks.get(key);
  }

  /** Sorted; weakly consistent. */
  Collection<StoredChunk> all() {
    return chunks.values();
  }

  /** Found at the start: nothing happened, nothing is told. */
  synchronized void found(StoredChunk chunk) {
    put(chunk);
  }

  /** Likewise, in the quarantine. */
  synchronized void foundCorrupt() {
    corrupt++;
  }

  synchronized void stored(StoredChunk chunk) {
    put(chunk);
    reporter.report(
        Event.newBuilder()
            .setChunkStored(
                ChunkStored.newBuilder()
                    .setId(chunk.key().toProto())
                    .setLength(chunk.length())
                    .setCrc32C(chunk.crc32c())
                    .setCounts(counts())));
  }

  /** False when it was no longer there. */
  synchronized boolean trashed(StoredChunk chunk, String reason) {
    if (!remove(chunk)) {
      return false;
    }
    reporter.report(
        Event.newBuilder()
            .setChunkTrashed(
                ChunkTrashed.newBuilder()
                    .setId(chunk.key().toProto())
                    .setReason(reason)
                    .setCounts(counts())));
    return true;
  }

  /** There is a file that can be set aside. False when somebody else has told of it. */
  synchronized boolean damaged(StoredChunk chunk, String reason) {
    if (!remove(chunk)) {
      return false;
    }
    corrupt++;
    tellCorrupt(chunk.key(), reason);
    return true;
  }

  /** There is nothing to set aside. */
  synchronized void gone(StoredChunk chunk) {
    if (remove(chunk)) {
      tellCorrupt(chunk.key(), "the file is gone");
    }
  }

  /** Bad copies are gone, since there is a good one here. */
  synchronized void repaired(ChunkKey key, String from, int badCopies) {
    corrupt -= badCopies;
    reporter.report(
        Event.newBuilder()
            .setReplicaRepaired(
                ReplicaRepaired.newBuilder()
                    .setId(key.toProto())
                    .setFrom(from)
                    .setCounts(counts())));
  }

  /** Bad copies are gone, since nobody needs them. */
  synchronized void cleared(ChunkKey key, String reason, int badCopies) {
    corrupt -= badCopies;
    reporter.report(
        Event.newBuilder()
            .setChunkTrashed(
                ChunkTrashed.newBuilder()
                    .setId(key.toProto())
                    .setReason(reason)
                    .setCounts(counts())));
  }

  /** Of a file that was never in the inventory. */
  synchronized void foundDamaged(ChunkKey key, String reason) {
    corrupt++;
    tellCorrupt(key, reason);
  }

  private void tellCorrupt(ChunkKey key, String reason) {
    reporter.report(
        Event.newBuilder()
            .setReplicaCorrupt(
                ReplicaCorrupt.newBuilder()
                    .setId(key.toProto())
                    .setReason(reason)
                    .setCounts(counts())));
  }

  synchronized void describe(NodeState.Builder state) {
    state.setChunks(count).setChunkBytes(bytes).setCorruptChunks(corrupt);
  }

  private ChunkCounts counts() {
    return ChunkCounts.newBuilder().setChunks(count).setBytes(bytes).setCorrupt(corrupt).build();
  }

  private void put(StoredChunk chunk) {
    chunks.put(chunk.key(), chunk);
    count++;
    bytes += chunk.length();
  }

  private boolean remove(StoredChunk chunk) {
    if (!chunks.remove(chunk.key(), chunk)) {
      return false;
    }
    count--;
    bytes -= chunk.length();
    return true;
  }
}
