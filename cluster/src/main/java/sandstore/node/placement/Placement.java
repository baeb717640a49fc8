package sandstore.node.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sandstore.wire.NodeId;

/**
 * Chooses the chain of nodes that a chunk is written through. The policy here is <em>spread</em>:
 * as many zones as there are, then an even load.
 *
 * <p>Which node comes first is decided by rendezvous hashing (Thaler and Ravishankar, "Using
 * name-based mappings to increase hit rates", 1998): each node's score is a hash of the chunk and
 * the node's name, and the lowest win. Every chunk thus has its own order of nodes, all orders are
 * about equally frequent, and a node that comes or goes changes only the chains that it is in.
 */
public final class Placement {
  /** A node with less room than this is taken only when there is no other. */
  static final long LOW_SPACE_BYTES = 256L << 20;

  private Placement() {}

  /** How a chain is chosen; {@link Placement#chain} says what is asked and answered. */
  @FunctionalInterface
  public interface Policy {
    List<NodeId> chain(
        String upload, int index, List<Candidate> candidates, int replicas, Set<NodeId> avoid);
  }

  /**
   * A node that is believed alive.
   *
   * @param zone nodes of one zone tend to fail together
   */
  public record Candidate(NodeId node, String zone, long freeBytes) {}

  /**
   * @param upload and {@code index}: the chunk
   * @param candidates nodes that are believed alive, in any order; no others are chosen
   * @param replicas wanted
   * @param avoid nodes to be taken last
   * @return distinct nodes, first to last; fewer than wanted when there are no more
   */
  public static List<NodeId> chain(
      String upload, int index, List<Candidate> candidates, int replicas, Set<NodeId> avoid) {
    List<Candidate> left = new ArrayList<>(candidates);
    left.sort(
        Comparator.comparingInt((Candidate c) -> rank(c, avoid))
            .thenComparingLong(c -> score(upload, index, c.node()))
            .thenComparing(Candidate::node));
    List<NodeId> chain = new ArrayList<>();
    Map<String, Integer> inZone = new HashMap<>();
    while (chain.size() < replicas && !left.isEmpty()) {
      Candidate best = next(left, inZone, avoid);
      left.removeIf(c -> c.node().equals(best.node()));
      inZone.merge(best.zone(), 1, Integer::sum);
      chain.add(best.node());
    }
    return List.copyOf(chain);
  }

  /** Of the nodes that are as welcome as the first, one in the zone that has the fewest. */
  private static Candidate next(
      List<Candidate> left, Map<String, Integer> inZone, Set<NodeId> avoid) {
    Candidate best = left.get(0);
    int rank = rank(best, avoid);
    for (Candidate c : left) {
      if (rank(c, avoid) == rank
          && inZone.getOrDefault(c.zone(), 0) < inZone.getOrDefault(best.zone(), 0)) {
        best = c;
      }
    }
    return best;
  }

  /** How unwelcome a node is. */
  private static int rank(Candidate c, Set<NodeId> avoid) {
    return (avoid.contains(c.node()) ? 2 : 0) + (c.freeBytes() < LOW_SPACE_BYTES ? 1 : 0);
  }

  private static long score(String upload, int index, NodeId node) {
    return mix(mix(hash(upload) + index) ^ hash(node.name()));
  }

  /** FNV-1a, over UTF-16 units. */
  private static long hash(String text) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(h);
  }

  /** David Stafford's "Mix13" finaliser: neighbours in, strangers out. */
  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
