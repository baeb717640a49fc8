package sandstore.node.placement;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.wire.NodeId;
import sandstore.wire.Promise;

/** How many files have which promise, by the copies that the namespace lists on live nodes. */
public final class Promises {
  private final Set<NodeId> alive;
  private final Map<NodeId, String> zones;
  private final SortedMap<Promise, Long> files = new TreeMap<>();

  private Promises(Set<NodeId> alive, Map<NodeId, String> zones) {
    this.alive = alive;
    this.zones = zones;
  }

  /**
   * Looks at every chunk of the namespace.
   *
   * @param alive nodes whose copies count
   * @param zones of all nodes
   * @return files by promise, worst first
   */
  public static SortedMap<Promise, Long> count(
      Namespace namespace, Set<NodeId> alive, Map<NodeId, String> zones) {
    Promises promises = new Promises(alive, zones);
    namespace.forEachFile(promises::see);
    long withBytes = promises.files.values().stream().mapToLong(n -> n).sum();
    if (namespace.files() > withBytes) {
      promises.files.put(Promise.NOTHING_TO_LOSE, namespace.files() - withBytes);
    }
    return promises.files;
  }

  private void see(List<PlacedChunk> chunks) {
    Promise file = Promise.NOTHING_TO_LOSE;
    for (PlacedChunk chunk : chunks) {
      Set<NodeId> copies =
          chunk.replicas().stream().filter(alive::contains).collect(Collectors.toSet());
      file = file.and(Promise.ofCopies(copies, zones));
    }
    files.merge(file, 1L, Long::sum);
  }
}
