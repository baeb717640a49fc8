package sandstore.node.placement;

import java.util.List;
import java.util.Set;
import sandstore.node.metadata.Namespace;
import sandstore.wire.NodeId;

/** Which chunks have fewer live copies than they should. */
public final class UnderReplication {
  private UnderReplication() {}

  /**
   * Looks at no chunk: the namespace keeps count of which nodes chunks are on.
   *
   * @param alive nodes whose copies count
   * @param wanted copies of each chunk
   * @return how many chunks have fewer
   */
  public static long count(Namespace namespace, Set<NodeId> alive, int wanted) {
    return namespace.census().chunks(nodes -> copies(nodes, alive) < wanted);
  }

  private static int copies(List<NodeId> nodes, Set<NodeId> alive) {
    int copies = 0;
    for (NodeId node : nodes) {
      copies += alive.contains(node) ? 1 : 0;
    }
    return copies;
  }
}
