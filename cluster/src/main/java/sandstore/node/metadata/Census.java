package sandstore.node.metadata;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.wire.NodeId;

/**
 * How many chunks lie on the same nodes: what is under-replicated when a node is lost can be said
 * at once, without a look at a million chunks. Derived from the tree, no part of the state.
 *
 * @param byPlaces chunks by their list of replicas; there are as many lists as placement makes
 * @param chunks of all files
 */
record Census(HashPMap<List<NodeId>, Long> byPlaces, long chunks) {
  static final Census EMPTY = new Census(HashTreePMap.empty(), 0);

  /** What files came and went. */
  static final class Change {
    private final Map<List<NodeId>, Long> byPlaces = new HashMap<>();
    private long chunks;

    void add(FileVersion file) {
      count(file, 1);
    }

    void remove(FileVersion file) {
      count(file, -1);
    }

    private void count(FileVersion file, long sign) {
      for (PlacedChunk chunk : file.chunks()) {
        byPlaces.merge(chunk.replicas(), sign, Long::sum);
      }
      chunks += sign * file.chunks().size();
    }
  }

  Census after(Change change) {
    HashPMap<List<NodeId>, Long> next = byPlaces;
    for (Map.Entry<List<NodeId>, Long> places : change.byPlaces.entrySet()) {
      Long before = next.get(places.getKey());
      long now = (before == null ? 0 : before) + places.getValue();
      if (now == 0) {
        next = next.minus(places.getKey());
      } else if (places.getValue() != 0) {
        next = next.plus(places.getKey(), now);
      }
    }
    return new Census(next, chunks + change.chunks);
  }
}
