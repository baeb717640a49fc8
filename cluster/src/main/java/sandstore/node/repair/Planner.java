package sandstore.node.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.PlacedChunk;
import sandstore.node.placement.Need;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * Decides about one chunk at a time. Pure.
 *
 * <p>A copy counts when its node is listed, is a member, is not draining, has not been away for
 * longer than the grace time, and has not reported the copy as bad. With as many as wanted nothing
 * is done; with fewer it is copied from a node that is here; with more the one that is missed least
 * may go.
 */
final class Planner {
  private Planner() {}

  static Plan plan(PlacedChunk chunk, Ailing.Copies known, Situation now) {
    List<NodeId> listed = chunk.replicas();
    List<NodeId> counting =
        listed.stream().filter(n -> now.counts(n) && !known.faulty().contains(n)).toList();
    if (counting.size() > now.replicas()) {
      return new Plan.Thin(leastMissed(counting, now));
    }
    if (counting.size() >= now.wanted()) {
      return mendInPlace(chunk, known, now);
    }
    return copy(chunk, counting, known, now);
  }

  /** How many copies can be read now: the fewer, the more urgent. */
  static int readable(PlacedChunk chunk, Ailing.Copies known, Situation now) {
    return sources(chunk, known, now).size();
  }

  /**
   * Enough copies count; a bad one on a listed node is mended all the same, since files name it.
   */
  private static Plan mendInPlace(PlacedChunk chunk, Ailing.Copies known, Situation now) {
    List<NodeId> from = sources(chunk, known, now);
    for (NodeId bad : chunk.replicas()) {
      if (known.faulty().contains(bad) && now.mayTake(bad) && !from.isEmpty()) {
        return new Plan.Copy(from, bad, List.of());
      }
    }
    return new Plan.Enough();
  }

  private static Plan copy(
      PlacedChunk chunk, List<NodeId> counting, Ailing.Copies known, Situation now) {
    List<NodeId> from = sources(chunk, known, now);
    if (from.isEmpty()) {
      boolean allBad = known.faulty().containsAll(chunk.replicas());
      return allBad ? new Plan.Lost() : new Plan.Wait("no node that has it is here");
    }
    NodeId to = target(chunk, counting, known, now);
    if (to == null) {
      return new Plan.Wait("no node that lacks it can take it");
    }
    List<NodeId> drop = new ArrayList<>();
    if (counting.size() + 1 >= now.wanted()) {
      for (NodeId node : chunk.replicas()) {
        boolean counts = counting.contains(node) || now.isDraining(node);
        if (!node.equals(to) && !counts) {
          drop.add(node);
        }
      }
    }
    return new Plan.Copy(from, to, drop);
  }

  /** Listed nodes that are here and have not reported their copy; those that stay come first. */
  private static List<NodeId> sources(PlacedChunk chunk, Ailing.Copies known, Situation now) {
    return chunk.replicas().stream()
        .filter(n -> now.isHere(n) && !known.faulty().contains(n))
        .sorted(Comparator.comparing(now::isDraining))
        .toList();
  }

  /**
   * First a node whose own copy is bad (its list stays as it is), then one that has a copy that
   * nobody counts, then whom the policy chooses.
   */
  private static @Nullable NodeId target(
      PlacedChunk chunk, List<NodeId> counting, Ailing.Copies known, Situation now) {
    for (NodeId node : chunk.replicas()) {
      if (known.faulty().contains(node) && now.mayTake(node)) {
        return node;
      }
    }
    for (NodeId node : now.nodes().keySet()) {
      if (known.unlisted().contains(node) && now.mayTake(node)) {
        return node;
      }
    }
    return chosen(chunk, counting, now);
  }

  /** Where the policy would have one more copy, beside those that count. */
  private static @Nullable NodeId chosen(PlacedChunk chunk, List<NodeId> counting, Situation now) {
    ChunkKey key = chunk.name().toKey();
    Need need =
        new Need(
            key.upload(),
            key.index(),
            now.replicas(),
            counting,
            now.candidates(chunk.replicas()),
            now.avoid());
    List<NodeId> chosen = now.policy().choose(need);
    return chosen.isEmpty() ? null : chosen.get(0);
  }

  /** In the zone with the most copies, on the node with the least room. */
  private static NodeId leastMissed(List<NodeId> counting, Situation now) {
    Map<String, Integer> inZone = new HashMap<>();
    counting.forEach(n -> inZone.merge(now.zone(n), 1, Integer::sum));
    return counting.stream()
        .max(
            Comparator.comparingInt((NodeId n) -> inZone.getOrDefault(now.zone(n), 0))
                .thenComparingLong(n -> -freeBytes(n, now)))
        .orElseThrow();
  }

  private static long freeBytes(NodeId node, Situation now) {
    Situation.Standing s = now.nodes().get(node);
    return s == null ? 0 : s.freeBytes();
  }
}
