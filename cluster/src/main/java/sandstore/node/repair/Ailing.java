package sandstore.node.repair;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * What nodes have reported of single copies: listed ones that are damaged or missing, and ones that
 * are there and not listed. Only the leader has it, and a new leader begins with none: nodes repeat
 * what they report. Not thread-safe.
 */
final class Ailing {
  /**
   * Of one chunk.
   *
   * @param faulty listed nodes without a sound copy
   * @param unlisted nodes with a copy that may be sound
   */
  record Copies(Set<NodeId> faulty, Set<NodeId> unlisted) {
    static final Copies NONE = new Copies(Set.of(), Set.of());
  }

  private final Map<ChunkKey, Set<NodeId>> faulty = new HashMap<>();
  private final Map<ChunkKey, Set<NodeId>> unlisted = new HashMap<>();

  Copies of(ChunkKey chunk) {
    Set<NodeId> bad = faulty.get(chunk);
    Set<NodeId> extra = unlisted.get(chunk);
    return bad == null && extra == null
        ? Copies.NONE
        : new Copies(bad == null ? Set.of() : bad, extra == null ? Set.of() : extra);
  }

  /** True when it is news. */
  boolean isFaulty(ChunkKey chunk, NodeId on) {
    forget(unlisted, chunk, on);
    return faulty.computeIfAbsent(chunk, c -> new HashSet<>()).add(on);
  }

  void isUnlisted(ChunkKey chunk, NodeId on) {
    unlisted.computeIfAbsent(chunk, c -> new HashSet<>()).add(on);
  }

  /** There is a sound copy now, as it is listed. */
  void isWell(ChunkKey chunk, NodeId on) {
    forget(faulty, chunk, on);
    forget(unlisted, chunk, on);
  }

  /** No file has it any more. */
  void isGone(ChunkKey chunk) {
    faulty.remove(chunk);
    unlisted.remove(chunk);
  }

  private static void forget(Map<ChunkKey, Set<NodeId>> in, ChunkKey chunk, NodeId on) {
    Set<NodeId> nodes = in.get(chunk);
    if (nodes != null && nodes.remove(on) && nodes.isEmpty()) {
      in.remove(chunk);
    }
  }

  Collection<ChunkKey> faulty() {
    return List.copyOf(faulty.keySet());
  }

  /** Each copy that is there and not listed. */
  void forEachUnlisted(BiConsumer<ChunkKey, NodeId> visitor) {
    List.copyOf(unlisted.entrySet())
        .forEach(e -> List.copyOf(e.getValue()).forEach(n -> visitor.accept(e.getKey(), n)));
  }

  boolean isEmpty() {
    return faulty.isEmpty() && unlisted.isEmpty();
  }

  void clear() {
    faulty.clear();
    unlisted.clear();
  }
}
