package sandstore.node.repair;

import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.chunk.ChunkWriter;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.FetchResponse;
import sandstore.proto.ReadChunkRequest;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * Gets this node a sound copy of a chunk from another that has it. What counts as sound is what the
 * metadata says (rule 15): a copy that is whole in itself and is not that chunk is refused before
 * it has a name here.
 */
final class Fetcher {
  private static final long LIMIT_MILLIS = 5000;

  /** The least rate that is borne, 2 MB/s. */
  private static final long BYTES_A_MILLI = 2000;

  private final NodeId self;
  private final ChunkStore store;
  private final Channels channels;

  Fetcher(NodeId self, ChunkStore store, Channels channels) {
    this.self = self;
    this.store = store;
    this.channels = channels;
  }

  /**
   * How long one source may take: not much longer than a slow one needs, since another may be asked
   * instead, and a request that got lost on its way is not noticed in another way.
   */
  static long patienceMillis(long length) {
    return LIMIT_MILLIS + length / BYTES_A_MILLI;
  }

  /** Asked before a copy gets its name. */
  interface StillWanted {
    /**
     * @throws DefiniteFailure if it is not
     */
    void check();
  }

  /**
   * Durable on return. A copy that is here already is verified, and kept when it is sound.
   *
   * @param from tried in this order
   * @throws DefiniteFailure what the last of them said; nothing has changed here
   */
  FetchResponse fetch(ChunkRef chunk, List<NodeId> from, StillWanted wanted) {
    ChunkKey key = ChunkKey.of(chunk.getId());
    if (isSoundHere(key, chunk)) {
      repaired(key, chunk, self);
      return FetchResponse.getDefaultInstance();
    }
    StoreException last =
        new DefiniteFailure(Failure.Code.BAD_REQUEST, "no node to fetch " + key + " from");
    for (NodeId source : from) {
      try {
        pull(key, chunk, source, wanted);
        repaired(key, chunk, source);
        return FetchResponse.newBuilder()
            .setFrom(source.name())
            .setBytes(chunk.getLength())
            .build();
      } catch (StoreException e) {
        if (e.code() == Failure.Code.STALE_FENCE || e.code() == Failure.Code.NO_SPACE) {
          throw e;
        }
        last = e;
      }
    }
    throw last;
  }

  /** Whatever was set aside of it is not needed any more. */
  private void repaired(ChunkKey key, ChunkRef chunk, NodeId from) {
    if (chunk.getReplicasList().contains(self.name())) {
      store.repaired(key, from.name());
    } else {
      store.dropQuarantined(key, "there is a sound copy");
    }
  }

  private boolean isSoundHere(ChunkKey key, ChunkRef chunk) {
    if (!store.has(key)) {
      return false;
    }
    try {
      store.check(key, chunk.getLength(), chunk.getCrc32C());
      return true;
    } catch (DefiniteFailure e) {
      if (e.code() == Failure.Code.DISK_FAILED) {
        throw e;
      }
      return false; // it was set aside
    }
  }

  private void pull(ChunkKey key, ChunkRef chunk, NodeId source, StillWanted wanted) {
    try (ChunkWriter writer = store.begin(key, chunk.getLength())) {
      Iterator<DataFrame> frames = open(chunk, source);
      while (hasNext(frames)) {
        DataFrame frame = frames.next();
        writer.write(frame.getOffset(), frame.getData().asReadOnlyByteBuffer(), frame.getCrc32C());
      }
      if (writer.position() != chunk.getLength() || writer.crc32c() != chunk.getCrc32C()) {
        throw new DefiniteFailure(
            Failure.Code.CHUNK_CORRUPT,
            source + "'s copy of " + key + " is not what the metadata says");
      }
      wanted.check();
      writer.finish();
    }
  }

  private Iterator<DataFrame> open(ChunkRef chunk, NodeId source) {
    try {
      return ChunkServiceGrpc.newBlockingStub(channels.to(source))
          .withDeadlineAfter(patienceMillis(chunk.getLength()), TimeUnit.MILLISECONDS)
          .read(
              ReadChunkRequest.newBuilder()
                  .setId(chunk.getId())
                  .setLength(chunk.getLength())
                  .build());
    } catch (StatusRuntimeException e) {
      throw Failures.fromStatus(e, false);
    }
  }

  private static boolean hasNext(Iterator<DataFrame> frames) {
    try {
      return frames.hasNext();
    } catch (StatusRuntimeException e) {
      throw Failures.fromStatus(e, true);
    }
  }
}
