package sandstore.node.repair;

import java.util.List;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.journal.Journal;
import sandstore.node.metadata.PlacedChunk;
import sandstore.proto.ChunkId;
import sandstore.proto.DropRequest;
import sandstore.proto.DropResponse;
import sandstore.proto.Failure;
import sandstore.proto.FetchRequest;
import sandstore.proto.FetchResponse;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/** What a node does on a leader's orders, unless it has seen newer ones. Threads may share it. */
public final class RepairOrders {
  private final NodeId self;
  private final ChunkStore store;
  private final Journal journal;
  private final Fence fence;
  private final Fetcher fetcher;

  public RepairOrders(
      NodeId self, ChunkStore store, Journal journal, Channels channels, Fence fence) {
    this.self = self;
    this.store = store;
    this.journal = journal;
    this.fence = fence;
    this.fetcher = new Fetcher(self, store, channels);
  }

  /**
   * Gets a sound copy of a chunk here; blocks until it is durable.
   *
   * @throws DefiniteFailure {@code STALE_FENCE}, or what went wrong
   */
  public FetchResponse fetch(FetchRequest request) {
    Fence.Point order = point(request.getFence());
    fence.pass(order);
    List<NodeId> from = request.getFromList().stream().map(NodeId::new).toList();
    return fetcher.fetch(request.getChunk(), from, () -> fence.stillHolds(order));
  }

  /**
   * Puts copies into the trash that this node's own namespace, no older than the leader's was,
   * lists on other nodes only.
   *
   * @throws DefiniteFailure {@code STALE_FENCE}; {@code TIMEOUT} if this node has not applied
   *     enough
   */
  public DropResponse drop(DropRequest request) {
    Fence.Point order = point(request.getFence());
    return fence.pass(
        order,
        () -> {
          Journal.Reading now = journal.readLocal();
          if (Long.compareUnsigned(now.appliedIndex(), order.index()) < 0) {
            throw new DefiniteFailure(
                Failure.Code.TIMEOUT, self + " has not yet applied entry " + order.index());
          }
          int dropped = 0;
          for (ChunkId id : request.getIdsList()) {
            PlacedChunk chunk = now.namespace().chunk(id);
            if (chunk != null && !chunk.replicas().contains(self)) {
              dropped += store.trash(ChunkKey.of(id), "there are enough copies elsewhere") ? 1 : 0;
            }
          }
          return DropResponse.newBuilder().setDropped(dropped).build();
        });
  }

  private static Fence.Point point(sandstore.proto.Fence fence) {
    return new Fence.Point(fence.getTerm(), fence.getIndex());
  }
}
