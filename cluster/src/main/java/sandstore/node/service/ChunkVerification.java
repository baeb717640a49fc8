package sandstore.node.service;

import com.google.common.collect.Lists;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Namespace;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkState;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.StatChunksRequest;
import sandstore.proto.StatChunksResponse;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.PackedChunkList;

/**
 * Before a file is committed: which of the replicas that the client lists do really exist, with the
 * right length and checksum (rules 1 and 10). The list that enters the log names only those.
 */
final class ChunkVerification {
  /** A node that has not answered by then does not count. */
  private static final long PATIENCE_MILLIS = 1500;

  /** Chunks that one message asks for, so that the answer is a message too. */
  private static final int MOST_A_QUESTION = 8192;

  private final Channels channels;
  private final int minReplicas;

  ChunkVerification(Channels channels, int minReplicas) {
    this.channels = channels;
    this.minReplicas = minReplicas;
  }

  private record Copy(ChunkId id, String node) {}

  /**
   * The commit with only the replicas that exist; fails with {@code INSUFFICIENT_REPLICAS} when a
   * chunk has too few.
   */
  CompletableFuture<CommitFile> verify(CommitFile commit) {
    Map<String, List<ChunkRef>> byNode = new TreeMap<>();
    List<ChunkRef> all = listed(commit);
    for (ChunkRef chunk : all) {
      chunk
          .getReplicasList()
          .forEach(n -> byNode.computeIfAbsent(n, k -> new ArrayList<>()).add(chunk));
    }
    List<CompletableFuture<Set<Copy>>> asked = new ArrayList<>();
    byNode.forEach(
        (node, chunks) ->
            Lists.partition(chunks, MOST_A_QUESTION).forEach(some -> asked.add(ask(node, some))));
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              Set<Copy> found = new HashSet<>();
              asked.forEach(a -> found.addAll(a.join()));
              return keepFound(commit, all, found);
            });
  }

  /**
   * Why a commit is hopeless already: one of its chunks was marked as garbage, so that its copies
   * go, and will not come back. Copies that are too few otherwise may still turn up.
   *
   * @return null if none was, as far as this node has applied
   */
  static @Nullable DefiniteFailure swept(CommitFile commit, Namespace names) {
    for (ChunkRef chunk : listed(commit)) {
      if (names.isGarbage(chunk.getId())) {
        return new DefiniteFailure(
            Failure.Code.BAD_REQUEST,
            "chunk %d was swept away before its file had a name: store the file again"
                .formatted(chunk.getId().getIndex()));
      }
    }
    return null;
  }

  private CompletableFuture<Set<Copy>> ask(String node, List<ChunkRef> chunks) {
    StatChunksRequest.Builder request = StatChunksRequest.newBuilder();
    chunks.forEach(c -> request.addIds(c.getId()));
    CompletableFuture<Set<Copy>> found = new CompletableFuture<>();
    try {
      Futures.addCallback(
          ChunkServiceGrpc.newFutureStub(channels.to(new NodeId(node)))
              .withDeadlineAfter(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
              .stat(request.build()),
          new FutureCallback<StatChunksResponse>() {
            @Override
            public void onSuccess(@Nullable StatChunksResponse response) {
              found.complete(response == null ? Set.of() : matching(node, chunks, response));
            }

            @Override
            public void onFailure(Throwable unreachable) {
              found.complete(Set.of());
            }
          },
          MoreExecutors.directExecutor());
    } catch (io.grpc.StatusRuntimeException noAddress) {
      found.complete(Set.of());
    }
    return found;
  }

  private static Set<Copy> matching(
      String node, List<ChunkRef> chunks, StatChunksResponse response) {
    Map<ChunkId, ChunkState> states = new java.util.HashMap<>();
    response.getStatesList().forEach(s -> states.put(s.getId(), s));
    Set<Copy> copies = new HashSet<>();
    for (ChunkRef chunk : chunks) {
      ChunkState state = states.get(chunk.getId());
      if (state != null
          && state.getCondition() == ChunkState.Condition.STORED
          && state.getLength() == chunk.getLength()
          && state.getCrc32C() == chunk.getCrc32C()) {
        copies.add(new Copy(chunk.getId(), node));
      }
    }
    return copies;
  }

  private static List<ChunkRef> listed(CommitFile commit) {
    return List.copyOf(
        PackedChunkList.either(
            commit.getChunksList(), commit.getPacked(), commit.getChunkSize(), commit.getLength()));
  }

  private CommitFile keepFound(CommitFile commit, List<ChunkRef> all, Set<Copy> found) {
    List<ChunkRef> kept = new ArrayList<>(all.size());
    for (ChunkRef chunk : all) {
      List<String> real =
          chunk.getReplicasList().stream()
              .filter(n -> found.contains(new Copy(chunk.getId(), n)))
              .distinct()
              .toList();
      if (real.size() < minReplicas) {
        throw new DefiniteFailure(
            Failure.Code.INSUFFICIENT_REPLICAS,
            String.format(
                "chunk %d has %d verified copies, and needs %d; nothing is visible",
                chunk.getId().getIndex(), real.size(), minReplicas));
      }
      kept.add(chunk.toBuilder().clearReplicas().addAllReplicas(real).build());
    }
    CommitFile.Builder verified = commit.toBuilder().clearChunks().clearPacked();
    return (kept.size() > PackedChunkList.PLAIN
            ? verified.setPacked(PackedChunkList.pack(kept))
            : verified.addAllChunks(kept))
        .build();
  }
}
