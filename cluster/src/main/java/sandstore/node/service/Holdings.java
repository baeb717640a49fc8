package sandstore.node.service;

import java.util.List;
import java.util.TreeMap;
import sandstore.node.metadata.Namespace;
import sandstore.proto.Holding;
import sandstore.wire.NodeId;

/** What would be missed if a node went: pure, in time linear in the number of chunks. */
final class Holdings {
  private Holdings() {}

  private static final class Count {
    long chunks;
    long onlyCopies;
  }

  /** Of every node that is named as a place of any chunk, by name. */
  static List<Holding> of(Namespace namespace) {
    TreeMap<NodeId, Count> counts = new TreeMap<>();
    namespace.forEachChunk(
        chunk -> {
          for (NodeId node : chunk.replicas()) {
            Count count = counts.computeIfAbsent(node, n -> new Count());
            count.chunks++;
            count.onlyCopies += chunk.replicas().size() == 1 ? 1 : 0;
          }
        });
    return counts.entrySet().stream()
        .map(
            e ->
                Holding.newBuilder()
                    .setNode(e.getKey().name())
                    .setChunks(e.getValue().chunks)
                    .setOnlyCopies(e.getValue().onlyCopies)
                    .build())
        .toList();
  }
}
