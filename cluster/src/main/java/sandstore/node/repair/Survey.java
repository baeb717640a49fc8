package sandstore.node.repair;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sandstore.node.metadata.Namespace;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * Finds the chunks that need something done. Whether there are any is asked of the census, which
 * costs nothing; only if there are is every chunk looked at. Pure.
 */
final class Survey {
  private Survey() {}

  /** How many chunks are listed on too few or too many nodes whose copies count. */
  static long discontent(Namespace namespace, Situation now) {
    return namespace.census().chunks(nodes -> !now.isContent(nodes));
  }

  /**
   * How many chunks are listed on nodes that are away, and would have to be copied if those did not
   * come back.
   */
  static long shortWithoutWhoIsAway(Namespace namespace, Situation now) {
    List<NodeId> away = now.away();
    if (away.isEmpty()) {
      return 0;
    }
    Situation then = now.withoutWhoIsAway();
    return namespace
        .census()
        .chunks(nodes -> nodes.stream().anyMatch(away::contains) && !then.isContent(nodes));
  }

  /** Adds them all to the backlog, and those of which single copies ail. */
  static void into(Backlog backlog, Namespace namespace, Ailing ailing, Situation now) {
    Map<List<NodeId>, Boolean> content = new HashMap<>();
    namespace.forEachChunk(
        chunk -> {
          if (!content.computeIfAbsent(chunk.replicas(), now::isContent)) {
            Ailing.Copies known = ailing.of(chunk.name().toKey());
            backlog.add(chunk, Planner.readable(chunk, known, now));
          }
        });
    ailing(backlog, namespace, ailing, now);
  }

  /** Only those of which a listed copy has been reported as bad. */
  static void ailing(Backlog backlog, Namespace namespace, Ailing ailing, Situation now) {
    for (ChunkKey key : ailing.faulty()) {
      var chunk = namespace.chunk(key.toProto());
      if (chunk == null) {
        ailing.isGone(key);
      } else {
        backlog.add(chunk, Planner.readable(chunk, ailing.of(key), now));
      }
    }
  }

  /**
   * Chunks with fewer copies than there should be, at this moment: a node that is away counts for
   * nothing, and neither does a copy that was reported as bad.
   */
  static long underReplicated(
      Namespace namespace, Ailing ailing, java.util.Set<NodeId> alive, int wanted) {
    long[] count = {namespace.census().chunks(nodes -> copies(nodes, alive) < wanted)};
    for (ChunkKey key : ailing.faulty()) {
      var chunk = namespace.chunk(key.toProto());
      if (chunk != null) {
        long bad =
            ailing.of(key).faulty().stream()
                .filter(n -> alive.contains(n) && chunk.replicas().contains(n))
                .count();
        long listed = copies(chunk.replicas(), alive);
        count[0] += listed >= wanted && listed - bad < wanted ? 1 : 0;
      }
    }
    return count[0];
  }

  private static long copies(List<NodeId> nodes, java.util.Set<NodeId> alive) {
    return nodes.stream().filter(alive::contains).count();
  }
}
