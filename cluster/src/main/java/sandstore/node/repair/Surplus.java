package sandstore.node.repair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.journal.Journal;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.proto.ChunkState;
import sandstore.proto.DropRequest;
import sandstore.proto.StatChunksRequest;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * Copies too many. One is dropped only when as many others as wanted have just been asked and have
 * the chunk, with the checksum that the metadata has. Everything here happens on the repairer's
 * thread.
 */
final class Surplus {
  private static final Logger LOG = LoggerFactory.getLogger(Surplus.class);
  private static final long ANSWER_MILLIS = 3_000;
  private static final int AT_A_TIME = 500;

  private final Calls calls;
  private final Journal journal;
  private final Executor thread;
  private boolean underWay;

  Surplus(Calls calls, Journal journal, Executor thread) {
    this.calls = calls;
    this.journal = journal;
    this.thread = thread;
  }

  /** A copy on one node that may be one too many. */
  private record Extra(PlacedChunk chunk, NodeId node, boolean listed) {}

  /**
   * Begins to drop what can be; does nothing while an earlier round is under way.
   *
   * @param thin listed copies that a plan would do without
   */
  void drop(
      Namespace namespace,
      Ailing ailing,
      Map<PlacedChunk, NodeId> thin,
      Copying copying,
      int replicas,
      Fence.Point order) {
    if (underWay) {
      return;
    }
    List<Extra> extras = new ArrayList<>();
    thin.forEach((chunk, node) -> extras.add(new Extra(chunk, node, true)));
    ailing.forEachUnlisted(
        (key, node) -> {
          PlacedChunk chunk = namespace.chunk(key.toProto());
          if (chunk == null || chunk.replicas().contains(node)) {
            ailing.isWell(key, node);
          } else if (extras.size() < AT_A_TIME && chunk.replicas().size() >= replicas) {
            extras.add(new Extra(chunk, node, false));
          }
        });
    extras.removeIf(e -> copying.isUnderWay(e.chunk().name().toKey()));
    if (extras.isEmpty()) {
      return;
    }
    underWay = true;
    var unused =
        journal
            .readLinearizable() // it leads, and has all that any leader before it was told
            .thenCompose(fresh -> sound(extras))
            .thenComposeAsync(sound -> dropAll(extras, sound, replicas, ailing, order), thread)
            .whenCompleteAsync(
                (done, problem) -> {
                  underWay = false;
                  if (problem != null) {
                    LOG.info("copies too many stay for now: {}", problem.toString());
                  }
                },
                thread);
  }

  /** Who has a sound copy of each chunk, of those who are listed. */
  private CompletableFuture<Map<ChunkKey, Set<NodeId>>> sound(List<Extra> extras) {
    Map<NodeId, List<PlacedChunk>> byNode = new TreeMap<>();
    for (Extra extra : extras) {
      extra
          .chunk()
          .replicas()
          .forEach(n -> byNode.computeIfAbsent(n, k -> new ArrayList<>()).add(extra.chunk()));
    }
    Map<ChunkKey, Set<NodeId>> found = new HashMap<>();
    List<CompletableFuture<?>> asked = new ArrayList<>();
    byNode.forEach((node, chunks) -> asked.add(ask(node, chunks, found)));
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(d -> found);
  }

  private CompletableFuture<?> ask(
      NodeId node, List<PlacedChunk> chunks, Map<ChunkKey, Set<NodeId>> found) {
    Map<ChunkKey, PlacedChunk> byKey = new HashMap<>();
    StatChunksRequest.Builder question = StatChunksRequest.newBuilder();
    for (PlacedChunk chunk : chunks) {
      byKey.put(chunk.name().toKey(), chunk);
      question.addIds(chunk.name().toProto());
    }
    return calls
        .chunks(node, ANSWER_MILLIS, stub -> stub.stat(question.build()))
        .handleAsync(
            (answer, silent) -> {
              if (answer != null) {
                for (ChunkState state : answer.getStatesList()) {
                  ChunkKey key = ChunkKey.of(state.getId());
                  if (isSound(state, byKey.get(key))) {
                    found.computeIfAbsent(key, k -> new HashSet<>()).add(node);
                  }
                }
              }
              return node;
            },
            thread);
  }

  private static boolean isSound(
      ChunkState state, @org.jspecify.annotations.Nullable PlacedChunk chunk) {
    return chunk != null
        && state.getCondition() == ChunkState.Condition.STORED
        && state.getLength() == chunk.length()
        && state.getCrc32C() == chunk.crc32c();
  }

  private CompletableFuture<?> dropAll(
      List<Extra> extras,
      Map<ChunkKey, Set<NodeId>> sound,
      int replicas,
      Ailing ailing,
      Fence.Point order) {
    Map<NodeId, DropRequest.Builder> orders = new TreeMap<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Extra extra : extras) {
      ChunkKey key = extra.chunk().name().toKey();
      Set<NodeId> others = new HashSet<>(sound.getOrDefault(key, Set.of()));
      others.remove(extra.node());
      if (others.size() < replicas) {
        continue;
      }
      if (extra.listed()) {
        all.add(Mandate.propose(journal, Copying.without(extra.chunk(), extra.node(), replicas)));
      } else {
        orders
            .computeIfAbsent(
                extra.node(), n -> DropRequest.newBuilder().setFence(Mandate.fence(order)))
            .addIds(key.toProto());
      }
    }
    orders.forEach((node, request) -> all.add(order(node, request.build(), ailing)));
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<?> order(NodeId node, DropRequest request, Ailing ailing) {
    return calls
        .repair(node, ANSWER_MILLIS, stub -> stub.drop(request))
        .thenAcceptAsync(
            done -> request.getIdsList().forEach(id -> ailing.isWell(ChunkKey.of(id), node)),
            thread);
  }
}
