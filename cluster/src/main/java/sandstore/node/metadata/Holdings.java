package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import sandstore.wire.NodeId;

/**
 * How many chunks are on which nodes, as the namespace lists them: one count for each set of nodes
 * that some chunk is on. A million chunks on five nodes are in ten sets, so that a question like
 * "how many chunks would have fewer than three copies without node2?" is answered by ten additions.
 * Kept up to date with every operation; derived, no part of the state.
 */
public final class Holdings {
  static final Holdings NONE = new Holdings(HashTreePMap.empty());

  /**
   * Chunks that have copies on exactly these nodes.
   *
   * @param nodes in order, distinct
   * @param bytes of all these chunks, each counted once
   */
  public record Group(List<NodeId> nodes, long chunks, long bytes) {}

  private final HashPMap<List<NodeId>, Group> groups;

  private Holdings(HashPMap<List<NodeId>, Group> groups) {
    this.groups = groups;
  }

  Holdings plus(PlacedChunk chunk) {
    return changed(chunk, 1);
  }

  Holdings minus(PlacedChunk chunk) {
    return changed(chunk, -1);
  }

  private Holdings changed(PlacedChunk chunk, int by) {
    List<NodeId> nodes = inOrder(chunk.replicas());
    Group before = groups.get(nodes);
    long chunks = (before == null ? 0 : before.chunks()) + by;
    long bytes = (before == null ? 0 : before.bytes()) + (long) by * chunk.length();
    return new Holdings(
        chunks == 0 ? groups.minus(nodes) : groups.plus(nodes, new Group(nodes, chunks, bytes)));
  }

  private static List<NodeId> inOrder(List<NodeId> nodes) {
    List<NodeId> sorted = new ArrayList<>(nodes);
    Collections.sort(sorted);
    return List.copyOf(sorted);
  }

  /** In no order. */
  public Iterable<Group> groups() {
    return groups.values();
  }

  /** Chunks whose set of nodes satisfies the condition. */
  public long chunks(Predicate<List<NodeId>> of) {
    long sum = 0;
    for (Group group : groups.values()) {
      sum += of.test(group.nodes()) ? group.chunks() : 0;
    }
    return sum;
  }

  /** Bytes of chunks whose set of nodes satisfies the condition, each chunk counted once. */
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
