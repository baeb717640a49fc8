package sandstore.node.service;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sandstore.node.metadata.Namespace;
import sandstore.proto.Holding;
import sandstore.proto.MemberEntry;
import sandstore.wire.NodeId;

/** What would be missed if a node went: pure, and without a look at any chunk. */
final class Holdings {
  private final Namespace namespace;
  private final int replicas;

  private Holdings(Namespace namespace, int replicas) {
    this.namespace = namespace;
    this.replicas = replicas;
  }

  /**
   * Of every member, by name.
   *
   * @param replicas copies wanted of each chunk, if there are as many nodes
   */
  static List<Holding> of(Namespace namespace, int replicas) {
    Holdings holdings = new Holdings(namespace, replicas);
    Set<NodeId> members = new TreeSet<>();
    for (MemberEntry member : namespace.members().all()) {
      if (member.getState() != MemberEntry.State.REMOVED) {
        members.add(new NodeId(member.getNode()));
      }
    }
    return members.stream().map(node -> holdings.of(node, members)).toList();
  }

  /** Copies on nodes that are to be emptied will not be there for long: they do not count. */
  private Holding of(NodeId node, Set<NodeId> members) {
    Set<NodeId> staying = new TreeSet<>(members);
    staying.removeAll(namespace.draining());
    staying.remove(node);
    long wanted = Math.min(replicas, staying.size());
    return Holding.newBuilder()
        .setNode(node.name())
        .setChunks(namespace.census().chunksOn(node))
        .setOnlyCopies(
            namespace.census().chunks(nodes -> nodes.contains(node) && nodes.size() == 1))
        .setMissed(
            namespace
                .census()
                .chunks(
                    nodes ->
                        nodes.contains(node)
                            && nodes.stream().filter(staying::contains).count() < wanted))
        .build();
  }
}
