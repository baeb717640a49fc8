package sandstore.node.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.wire.NodeId;

/**
 * Which copies to move so that all nodes have about the same number of bytes. Pure.
 *
 * <p>Greedy: of each chunk at most one copy goes, from the fullest node that is above the mean to
 * the emptiest that lacks the chunk, as long as that brings both nearer to the mean and the chunk
 * is then in no fewer zones than before.
 */
final class Balance {
  /** Nodes within so much of the mean are left in peace. */
  private static final double TOLERANCE = 0.05;

  private final Situation now;
  private final Map<NodeId, Long> bytes = new HashMap<>();
  private final double mean;

  private Balance(Namespace namespace, Situation now) {
    this.now = now;
    long sum = 0;
    for (NodeId node : now.nodes().keySet()) {
      if (now.isHere(node) && !now.isDraining(node)) {
        long on = namespace.census().bytesOn(node);
        bytes.put(node, on);
        sum += on;
      }
    }
    mean = bytes.isEmpty() ? 0 : (double) sum / bytes.size();
  }

  /** One copy of a chunk, from one node to another. */
  record Move(PlacedChunk chunk, NodeId from, NodeId to) {}

  static List<Move> moves(Namespace namespace, Situation now) {
    Balance balance = new Balance(namespace, now);
    List<Move> moves = new ArrayList<>();
    namespace.forEachChunk(
        chunk -> {
          Move move = balance.move(chunk);
          if (move != null) {
            moves.add(move);
          }
        });
    return moves;
  }

  private @Nullable Move move(PlacedChunk chunk) {
    List<NodeId> fullestFirst = new ArrayList<>(chunk.replicas());
    fullestFirst.sort(Comparator.comparingLong(n -> -bytes.getOrDefault(n, 0L)));
    for (NodeId from : fullestFirst) {
      long on = bytes.getOrDefault(from, 0L);
      NodeId to = on > mean * (1 + TOLERANCE) ? emptiest(chunk, from, on) : null;
      if (to != null) {
        bytes.merge(from, (long) -chunk.length(), Long::sum);
        bytes.merge(to, (long) chunk.length(), Long::sum);
        return new Move(chunk, from, to);
      }
    }
    return null;
  }

  private @Nullable NodeId emptiest(PlacedChunk chunk, NodeId from, long onFrom) {
    NodeId best = null;
    for (Map.Entry<NodeId, Long> entry : bytes.entrySet()) {
      NodeId to = entry.getKey();
      boolean nearer = entry.getValue() + chunk.length() <= onFrom - chunk.length();
      if (nearer
          && entry.getValue() < mean
          && !chunk.replicas().contains(to)
          && zonesAfter(chunk, from, to) >= zonesAfter(chunk, from, from)
          && (best == null || isEmptier(to, best))) {
        best = to;
      }
    }
    return best;
  }

  private boolean isEmptier(NodeId a, NodeId b) {
    int byBytes = Long.compare(bytes.getOrDefault(a, 0L), bytes.getOrDefault(b, 0L));
    return byBytes != 0 ? byBytes < 0 : a.compareTo(b) < 0;
  }

  private int zonesAfter(PlacedChunk chunk, NodeId from, NodeId to) {
    Set<String> zones = new HashSet<>();
    for (NodeId node : chunk.replicas()) {
      zones.add(now.zone(node.equals(from) ? to : node));
    }
    return zones.size();
  }
}
