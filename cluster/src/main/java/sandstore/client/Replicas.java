package sandstore.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import sandstore.client.ChunkDownload.Turn;
import sandstore.proto.Failure;
import sandstore.proto.Waited;
import sandstore.wire.Channels;
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
  private final Waits waits;
  private final Hedging hedging;
  private final Scrutiny scrutiny;
  private final Set<NodeId> failed = ConcurrentHashMap.newKeySet();

  /**
   * @param only the one node to ask, whatever the manifest says
   */
  Replicas(
      Channels channels,
      Optional<NodeId> only,
      Effort call,
      Meter meter,
      Waits waits,
      Hedging hedging,
      Scrutiny scrutiny) {
    this.scrutiny = scrutiny;
    this.waits = waits;
    this.hedging = hedging;
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
          NodeId from = download(piece, node, buffer, true);
          meter.moved(piece.length(), piece.index(), List.of(from));
          return from;
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

  /** From this node; or from the next if this one does not answer as soon as is usual. */
  private NodeId download(Piece piece, NodeId node, byte[] buffer, boolean unread)
      throws InterruptedException {
    Turn turn = new Turn();
    List<ChunkDownload> asked = new ArrayList<>();
    ChunkDownload best;
    try {
      Duration usual = hedging.begin();
      asked.add(begin(piece, node, turn, buffer, unread));
      ChunkDownload first = ChunkDownload.first(turn, asked, usual);
      Optional<NodeId> second =
          first != null
              ? Optional.empty()
              : order(piece).stream()
                  .filter(n -> !n.equals(node) && !failed.contains(n))
                  .findFirst();
      if (second.isPresent() && hedging.take()) {
        askToo(second.get(), piece, turn, buffer, asked, unread);
      }
      if (first == null) {
        first = ChunkDownload.first(turn, asked, ChunkDownload.PATIENCE);
      }
      best = first == null ? asked.get(0) : first;
      hedging.answered(best.waitedNanos(), best != asked.get(0));
      if (take(best, piece, unread)) {
        return best.node();
      }
    } finally {
      asked.forEach(this::told);
      asked.forEach(ChunkDownload::leave);
    }
    return download(piece, best.node(), buffer, false);
  }

  /**
   * @return false if they have to be asked for again, for the node to look at them itself: it tells
   *     damage on its disk from damage on the way, and has the one repaired
   */
  private boolean take(ChunkDownload from, Piece piece, boolean unread)
      throws InterruptedException {
    try {
      from.await();
    } catch (DefiniteFailure e) {
      if (unread && from.arrivedDamaged()) {
        return false;
      }
      throw e;
    }
    if (scrutiny.on()) {
      verify(piece, from.crc32c());
    }
    return true;
  }

  /** A second one that cannot be asked is no reason to give up the first. */
  private void askToo(
      NodeId second,
      Piece piece,
      Turn turn,
      byte[] buffer,
      List<ChunkDownload> asked,
      boolean unread) {
    try {
      asked.add(begin(piece, second, turn, buffer, unread));
    } catch (StoreException e) {
      failed.add(second);
    }
  }

  private void told(ChunkDownload download) {
    if (download.tells()) {
      long micros = TimeUnit.NANOSECONDS.toMicros(download.waitedNanos());
      waits.waited(download.node(), Waited.For.READ, micros);
    }
  }

  private ChunkDownload begin(Piece piece, NodeId node, Turn turn, byte[] buffer, boolean unread) {
    return ChunkDownload.begin(
        channels, node, piece.request(), turn, buffer, call.deadline(), unread);
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

  private static void verify(Piece piece, int crc32c) {
    if (piece.isWholeChunk() && crc32c != piece.chunk().getCrc32C()) {
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
