package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sandstore.proto.ChunkRef;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * A chunk of a file version: what its bytes are, and who has them. The namespace's own, compact
 * form of {@link ChunkRef}.
 *
 * @param length bytes, 1..64 MiB
 * @param crc32c of all its bytes
 * @param replicas nodes that have acknowledged it, in chain order, distinct; none when all of them
 *     have left or lost it
 */
public record PlacedChunk(ChunkName name, int length, int crc32c, List<NodeId> replicas) {
  static final int MAX_REPLICAS = 32;

  /** So that a million chunks share a few names. */
  private static final NodeId[] BY_NUMBER =
      IntStream.rangeClosed(0, 64).mapToObj(NodeId::of).toArray(NodeId[]::new);

  private static final Map<String, NodeId> COMMON =
      Arrays.stream(BY_NUMBER)
          .skip(1)
          .collect(Collectors.toUnmodifiableMap(NodeId::name, node -> node));

  /**
   * @throws DefiniteFailure BAD_REQUEST when a part is out of range
   */
  static PlacedChunk of(ChunkRef ref) {
    if (ref.getReplicasCount() == 0) {
      throw bad("a chunk is on 1 to " + MAX_REPLICAS + " nodes, not 0");
    }
    if (ref.getLength() < 1 || ref.getLength() > ApplyCommitFile.MAX_CHUNK_SIZE) {
      throw bad("a chunk has 1 byte to 64 MiB, not " + Long.toUnsignedString(ref.getLength()));
    }
    int copies = ref.getReplicasCount();
    if (copies > MAX_REPLICAS) {
      throw bad("a chunk is on 1 to " + MAX_REPLICAS + " nodes, not " + copies);
    }
    List<NodeId> replicas = new ArrayList<>(copies);
    for (String name : ref.getReplicasList()) {
      NodeId node = node(name);
      if (replicas.contains(node)) {
        throw bad("a chunk names a node twice: " + ref.getReplicasList());
      }
      replicas.add(node);
    }
    return new PlacedChunk(
        ChunkName.of(ref.getId()), (int) ref.getLength(), ref.getCrc32C(), List.copyOf(replicas));
  }

  /** The node with this number, without a new object if it is a common one. */
  static NodeId node(int number) {
    return number < BY_NUMBER.length && number > 0 ? BY_NUMBER[number] : NodeId.of(number);
  }

  /**
   * @throws DefiniteFailure BAD_REQUEST when no node has such a name
   */
  static NodeId node(String name) {
    NodeId common = COMMON.get(name);
    NodeId node = common == null ? new NodeId(name) : common;
    if (common == null && !node.isNode()) {
      throw bad("not the name of a node: '" + name + "'");
    }
    return node;
  }

  private static DefiniteFailure bad(String message) {
    return new DefiniteFailure(Failure.Code.BAD_REQUEST, message);
  }

  public ChunkRef toProto() {
    ChunkRef.Builder ref =
        ChunkRef.newBuilder().setId(name.toProto()).setLength(length).setCrc32C(crc32c);
    replicas.forEach(node -> ref.addReplicas(node.name()));
    return ref.build();
  }

  /** The same bytes on other nodes. */
  PlacedChunk on(List<NodeId> nodes) {
    return new PlacedChunk(name, length, crc32c, nodes);
  }

  /** Whether both name the same bytes; the places may differ. */
  boolean sameBytes(PlacedChunk other) {
    return name.equals(other.name) && length == other.length && crc32c == other.crc32c;
  }
}
