package sandstore.node.placement;

import java.util.List;
import java.util.Map;
import java.util.Set;
import sandstore.node.metadata.Namespace;
import sandstore.wire.NodeId;

/** Which chunks have fewer live copies than they should. */
public final class UnderReplication {
  private UnderReplication() {}

  /**
   * Takes as long as there are different lists of replicas, however many the chunks.
   *
   * @param alive nodes whose copies count
   * @param wanted copies of each chunk
   * @return how many chunks have fewer
   */
  public static long count(Namespace namespace, Set<NodeId> alive, int wanted) {
    long count = 0;
    for (Map.Entry<List<NodeId>, Long> places : namespace.chunksByPlaces().entrySet()) {
      if (copies(places.getKey(), alive) < wanted) {
        count += places.getValue();
      }
    }
    return count;
  }

  private static int copies(List<NodeId> replicas, Set<NodeId> alive) {
    int copies = 0;
    for (NodeId node : replicas) {
      if (alive.contains(node)) {
        copies++;
      }
    }
    return copies;
  }
}
