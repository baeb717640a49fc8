package sandstore.node.metadata;

import java.util.List;
import java.util.function.Predicate;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;
import sandstore.wire.NodeId;

/**
 * How many chunks are on which nodes, as the namespace lists them: one count for each list of nodes
 * that some chunk is on. A million chunks on five nodes are in sixty lists, so that a question like
 * "how many chunks would have fewer than three copies without node2?" is answered by sixty
 * additions. Kept up to date with every operation; derived, no part of the state.
 */
public final class Holdings {
  static final Holdings NONE = new Holdings(HashTreePMap.empty(), TreePMap.empty());

  /**
   * Chunks that have copies on exactly these nodes.
   *
   * @param number stands for the list of nodes as long as any chunk is there
   * @param nodes in chain order, distinct
   * @param bytes of all these chunks, each counted once
   */
  private record Group(int number, List<NodeId> nodes, long chunks, long bytes) {}

  private final HashPMap<List<NodeId>, Group> groups;
  private final TreePMap<Integer, List<NodeId>> byNumber;

  private Holdings(HashPMap<List<NodeId>, Group> groups, TreePMap<Integer, List<NodeId>> byNumber) {
    this.groups = groups;
    this.byNumber = byNumber;
  }

  Holdings plus(PlacedChunk chunk) {
    Group before = groups.get(chunk.replicas());
    if (before != null) {
      return counted(before, 1, chunk.length());
    }
    List<NodeId> nodes = List.copyOf(chunk.replicas());
    int number = byNumber.isEmpty() ? 0 : byNumber.lastKey() + 1;
    return new Holdings(
        groups.plus(nodes, new Group(number, nodes, 1, chunk.length())),
        byNumber.plus(number, nodes));
  }

  Holdings minus(PlacedChunk chunk) {
    Group before = groups.get(chunk.replicas());
    if (before == null) {
      throw new IllegalStateException("no chunk is on " + chunk.replicas());
    }
    return before.chunks() > 1
        ? counted(before, -1, -chunk.length())
        : new Holdings(groups.minus(before.nodes()), byNumber.minus(before.number()));
  }

  private Holdings counted(Group before, long chunks, long bytes) {
    Group now =
        new Group(
            before.number(), before.nodes(), before.chunks() + chunks, before.bytes() + bytes);
    return new Holdings(groups.plus(before.nodes(), now), byNumber);
  }

  /** Of a list that some chunk is on. */
  int number(List<NodeId> nodes) {
    Group group = groups.get(nodes);
    if (group == null) {
      throw new IllegalStateException("no chunk is on " + nodes);
    }
    return group.number();
  }

  /** The list that has this number. */
  List<NodeId> nodes(int number) {
    List<NodeId> nodes = byNumber.get(number);
    if (nodes == null) {
      throw new IllegalStateException("no list of nodes has number " + number);
    }
    return nodes;
  }

  /** Chunks whose list of nodes satisfies the condition. */
  public long chunks(Predicate<List<NodeId>> of) {
    long sum = 0;
    for (Group group : groups.values()) {
      sum += of.test(group.nodes()) ? group.chunks() : 0;
    }
    return sum;
  }

  /** Bytes of chunks whose list of nodes satisfies the condition, each chunk counted once. */
  public long bytes(Predicate<List<NodeId>> of) {
    long sum = 0;
    for (Group group : groups.values()) {
      sum += of.test(group.nodes()) ? group.bytes() : 0;
    }
    return sum;
  }

  /** Chunks that are listed as being on a node. */
  public long chunksOn(NodeId node) {
    return chunks(nodes -> nodes.contains(node));
  }

  /** Their bytes. */
  public long bytesOn(NodeId node) {
    return bytes(nodes -> nodes.contains(node));
  }
}
