package sandstore.node.repair;

import java.util.List;
import java.util.concurrent.TimeUnit;
import sandstore.node.observe.Reporter;
import sandstore.proto.ChunkId;
import sandstore.proto.Event;
import sandstore.proto.OrphansRequest;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * Where the disk and the namespace of this node differ, as those who see them change tell it: the
 * chunk store by its events, and whoever applies the log. It is there before either of them.
 */
public final class Differences {
  private final LocalCopies copies;

  public Differences(NodeId self) {
    copies = new LocalCopies(self);
  }

  LocalCopies copies() {
    return copies;
  }

  /** Passes events on, and notes what they say of chunks on the disk. */
  public Reporter noting(Reporter reporter) {
    return event -> {
      reporter.report(event);
      note(event);
    };
  }

  private void note(Event.Builder event) {
    switch (event.getKindCase()) {
      case CHUNK_STORED -> copies.stored(ChunkKey.of(event.getChunkStored().getId()), now());
      case REPLICA_REPAIRED -> copies.repaired(ChunkKey.of(event.getReplicaRepaired().getId()));
      case CHUNK_TRASHED -> copies.gone(ChunkKey.of(event.getChunkTrashed().getId()));
      case REPLICA_CORRUPT -> copies.damaged(ChunkKey.of(event.getReplicaCorrupt().getId()));
      case SNAPSHOT_INSTALLED -> copies.changedWholly();
      default -> {}
    }
  }

  /**
   * The namespace lists other nodes for a chunk than before.
   *
   * @param isHere whether this node's disk has it
   */
  public void placed(ChunkKey chunk, List<NodeId> replicas, boolean isHere) {
    copies.placed(chunk, replicas, isHere);
  }

  /**
   * Nothing of the chunk is on this disk any more, and no file has it. It may never have come here:
   * a copy was awaited, and then the file went.
   */
  public void discarded(ChunkKey chunk) {
    copies.gone(chunk);
  }

  /** Chunks of no file, of uploads of which nothing has come for so long. */
  public List<ChunkId> orphans(OrphansRequest request) {
    long silentNanos = TimeUnit.MILLISECONDS.toNanos(request.getOlderMillis());
    return copies.orphans(silentNanos, now()).stream().map(ChunkKey::toProto).toList();
  }

  private static long now() {
    return System.nanoTime();
  }
}
