package sandstore.node.placement;

import java.util.Set;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.wire.NodeId;

/** Which chunks have fewer live copies than they should. */
public final class UnderReplication {
  private UnderReplication() {}

  /**
   * Looks at every chunk of the namespace.
   *
   * @param alive nodes whose copies count
   * @param wanted copies of each chunk
   * @return how many chunks have fewer
   */
  public static long count(Namespace namespace, Set<NodeId> alive, int wanted) {
    long[] count = {0};
    namespace.forEachChunk(
        chunk -> {
          if (copies(chunk, alive) < wanted) {
            count[0]++;
          }
        });
    return count[0];
  }

  private static int copies(PlacedChunk chunk, Set<NodeId> alive) {
    int copies = 0;
    for (NodeId node : chunk.replicas()) {
      if (alive.contains(node)) {
        copies++;
      }
    }
    return copies;
  }
}
