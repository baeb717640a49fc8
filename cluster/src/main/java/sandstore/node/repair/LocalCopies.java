package sandstore.node.repair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * How this node's disk and the namespace differ. Fed by whoever sees either of them change; {@link
 * #sweep} looks again at what was in doubt, and at nothing else, so its cost is that of the
 * differences and not that of the chunks. Threads may share it.
 *
 * <p>Three kinds of difference. <em>Faulty</em>: the namespace lists this node, and its copy is
 * missing or damaged. <em>Unlisted</em>: a file has the chunk, on other nodes. <em>Unclaimed</em>:
 * no file has it. That is how each chunk begins, since it is stored before its file is committed;
 * it is an orphan once nothing more of the same upload has come for a while.
 */
final class LocalCopies {
  private final NodeId self;
  private final Set<ChunkKey> faulty = new LinkedHashSet<>();
  private final Set<ChunkKey> unlisted = new LinkedHashSet<>();
  private final Set<ChunkKey> unclaimed = new HashSet<>();
  private final Map<String, Long> lastOfUpload = new HashMap<>();
  private boolean unknown = true;

  LocalCopies(NodeId self) {
    this.self = self;
  }

  /** The namespace is another one: nothing is known of how they differ. */
  synchronized void changedWholly() {
    unknown = true;
  }

  /** Whether all must be compared. True once for each time that it is so. */
  synchronized boolean takeUnknown() {
    boolean was = unknown;
    unknown = false;
    return was;
  }

  /** A chunk has its name now. */
  synchronized void stored(ChunkKey chunk, long nowNanos) {
    faulty.remove(chunk);
    unclaimed.add(chunk);
    lastOfUpload.put(chunk.upload(), nowNanos);
  }

  /** There is a sound copy, and no bad one. */
  synchronized void repaired(ChunkKey chunk) {
    faulty.remove(chunk);
    unclaimed.add(chunk); // looked at again by the next sweep
  }

  /** A copy was found to be damaged or missing. Whether it is missed, the next sweep finds out. */
  synchronized void damaged(ChunkKey chunk) {
    unclaimed.remove(chunk);
    unlisted.remove(chunk);
    faulty.add(chunk);
  }

  /** It is no longer on the disk, and that is as it should be. */
  synchronized void gone(ChunkKey chunk) {
    unclaimed.remove(chunk);
    unlisted.remove(chunk);
  }

  /** The namespace lists other nodes now. */
  synchronized void placed(ChunkKey chunk, List<NodeId> replicas, boolean isHere) {
    if (isHere) {
      unclaimed.add(chunk); // looked at again by the next sweep
    } else if (replicas.contains(self)) {
      faulty.add(chunk);
    } else {
      faulty.remove(chunk);
    }
  }

  /** Found by walking over the disk. */
  synchronized void found(ChunkKey chunk, long nowNanos) {
    unclaimed.add(chunk);
    lastOfUpload.putIfAbsent(chunk.upload(), nowNanos);
  }

  /** Decides about all that is in doubt, by this namespace. */
  synchronized void sweep(Namespace namespace, long nowNanos) {
    for (ChunkKey chunk : List.copyOf(faulty)) {
      if (!isListed(namespace, chunk)) {
        faulty.remove(chunk);
        unclaimed.add(chunk); // what is left of it in the quarantine
      }
    }
    List<ChunkKey> again = new ArrayList<>(unclaimed);
    again.addAll(unlisted);
    for (ChunkKey chunk : again) {
      PlacedChunk placed = namespace.chunk(chunk.toProto());
      unclaimed.remove(chunk);
      unlisted.remove(chunk);
      if (placed == null) {
        unclaimed.add(chunk);
      } else if (!placed.replicas().contains(self)) {
        unlisted.add(chunk);
      }
    }
    Set<String> uploads = new HashSet<>();
    unclaimed.forEach(c -> uploads.add(c.upload()));
    lastOfUpload.keySet().retainAll(uploads);
    uploads.forEach(u -> lastOfUpload.putIfAbsent(u, nowNanos));
  }

  private boolean isListed(Namespace namespace, ChunkKey chunk) {
    PlacedChunk placed = namespace.chunk(chunk.toProto());
    return placed != null && placed.replicas().contains(self);
  }

  synchronized boolean inDoubt() {
    return !(faulty.isEmpty() && unlisted.isEmpty() && unclaimed.isEmpty());
  }

  synchronized List<ChunkKey> faulty(int atMost) {
    return faulty.stream().limit(atMost).toList();
  }

  synchronized List<ChunkKey> unlisted(int atMost) {
    return unlisted.stream().limit(atMost).toList();
  }

  /** Unclaimed chunks of uploads of which nothing has come for so long. */
  synchronized List<ChunkKey> orphans(long silentNanos, long nowNanos) {
    return unclaimed.stream()
        .filter(c -> nowNanos - lastOfUpload.getOrDefault(c.upload(), nowNanos) >= silentNanos)
        .sorted()
        .toList();
  }
}
