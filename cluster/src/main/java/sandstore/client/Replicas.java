package sandstore.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import sandstore.proto.Failure;
import sandstore.wire.Channels;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * Fetches pieces from whichever replica has them: in turn, so that all nodes share the work; one
 * that failed is asked last from then on. Threads share it.
 */
final class Replicas {
  private static final int ROUNDS = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Channels channels;
  private final Optional<NodeId> only;
  private final Effort call;
  private final Meter meter;
  private final Set<NodeId> failed = ConcurrentHashMap.newKeySet();

  /**
   * @param only the one node to ask, whatever the manifest says
   */
  Replicas(Channels channels, Optional<NodeId> only, Effort call, Meter meter) {
    this.channels = channels;
    this.only = only;
    this.call = call;
    this.meter = meter;
  }

  /**
   * @return where the bytes came from; they are in {@code buffer}, verified
   * @throws DefiniteFailure VERSION_GONE if no replica has the chunk any more, DATA_LOSS if some
   *     have it but none whole, UNREACHABLE if a replica could not be asked; from a single node
   *     what it said
   */
  NodeId fetch(Piece piece, byte[] buffer) throws InterruptedException {
    Map<NodeId, StoreException> problems = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      if (round > 0) {
        call.deadline().pause(PAUSE.multipliedBy(round));
      }
      for (NodeId node : order(piece)) {
        if (call.deadline().passed()) {
          throw lost(piece, Failure.Code.TIMEOUT, problems);
        }
        try {
          ChunkDownload.fetch(channels, node, piece.request(), buffer, call.deadline());
          verify(piece, buffer);
          meter.moved(piece.length(), piece.index(), List.of(node));
          return node;
        } catch (StoreException e) {
          failed.add(node);
          problems.put(node, e);
        }
      }
      if (problems.values().stream().noneMatch(Replicas::passing)) {
        break;
      }
    }
    throw lost(piece, joined(problems), problems);
  }

  private List<NodeId> order(Piece piece) {
    if (only.isPresent()) {
      return List.of(only.get());
    }
    List<NodeId> all = piece.chunk().getReplicasList().stream().map(NodeId::new).toList();
    List<NodeId> order = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      order.add(all.get((piece.index() + i) % all.size()));
    }
    List<NodeId> last = order.stream().filter(failed::contains).toList();
    order.removeAll(last);
    order.addAll(last);
    return order;
  }

  private static void verify(Piece piece, byte[] buffer) {
    if (piece.isWholeChunk() && Crc32c.of(buffer, 0, piece.length()) != piece.chunk().getCrc32C()) {
      throw new DefiniteFailure(
          Failure.Code.CHUNK_CORRUPT, "its bytes are not those that the manifest lists");
    }
  }

  /** It may be different in a moment. */
  private static boolean passing(StoreException e) {
    return switch (e.code()) {
      case CHUNK_CORRUPT, NOT_FOUND, VERSION_GONE, BAD_REQUEST, UNSUPPORTED -> false;
      default -> true;
    };
  }

  private Failure.Code joined(Map<NodeId, StoreException> problems) {
    if (only.isPresent()) {
      return problems.values().iterator().next().code();
    }
    if (problems.values().stream().anyMatch(Replicas::passing)) {
      return Failure.Code.UNREACHABLE;
    }
    boolean gone =
        problems.values().stream()
            .allMatch(
                e -> e.code() == Failure.Code.NOT_FOUND || e.code() == Failure.Code.VERSION_GONE);
    return gone && !problems.isEmpty() ? Failure.Code.VERSION_GONE : Failure.Code.DATA_LOSS;
  }

  private static DefiniteFailure lost(
      Piece piece, Failure.Code code, Map<NodeId, StoreException> problems) {
    String why =
        problems.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue().getMessage())
            .collect(Collectors.joining("; "));
    return new DefiniteFailure(
        code, piece.range() + " cannot be read (" + (why.isEmpty() ? "no replica" : why) + ")");
  }
}
