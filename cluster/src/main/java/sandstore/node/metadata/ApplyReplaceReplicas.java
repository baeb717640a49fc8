package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import sandstore.proto.Done;
import sandstore.proto.Failure;
import sandstore.proto.MemberEntry;
import sandstore.proto.OperationResult;
import sandstore.proto.ReplaceReplicas;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Corrects the list of who has a chunk, after a copy was made and verified, or a node stopped to
 * count. The file stays the same version: its bytes are what they were. A chunk that its file has
 * lost meanwhile is left alone, and a list never becomes empty, however bad the copies are.
 */
final class ApplyReplaceReplicas {
  private ApplyReplaceReplicas() {}

  static OperationResult apply(Draft draft, ReplaceReplicas request) {
    ChunkName name = ChunkName.of(request.getId());
    PlacedChunk before = draft.chunks.placed(name);
    if (before == null) {
      throw new DefiniteFailure(Failure.Code.NOT_FOUND, "no file refers to chunk " + name);
    }
    if (before.crc32c() != request.getCrc32C()) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "chunk " + name + " has another checksum");
    }
    PlacedChunk after = before.on(changed(before, draft, request));
    draft.chunks = draft.chunks.place(after);
    draft.effects.add(new Namespace.Effect.Placed(request.getId(), after.replicas(), draft.index));
    return OperationResult.newBuilder().setDone(Done.getDefaultInstance()).build();
  }

  /** In the order in which they were, new ones last. */
  private static List<NodeId> changed(PlacedChunk before, Draft draft, ReplaceReplicas request) {
    List<NodeId> replicas = new ArrayList<>(before.replicas());
    for (String gone : request.getRemoveList()) {
      replicas.remove(PlacedChunk.node(gone));
    }
    for (String added : request.getAddList()) {
      NodeId node = PlacedChunk.node(added);
      requireSameLife(node, draft, request);
      if (!replicas.contains(node)) {
        replicas.add(node);
      }
    }
    if (replicas.size() < Math.max(1, request.getAtLeast())
        || replicas.size() > PlacedChunk.MAX_REPLICAS) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "chunk " + before.name() + " would be on " + replicas.size() + " nodes");
    }
    return List.copyOf(replicas);
  }

  /** A copy that was made on a node is gone with the life that the node had then. */
  private static void requireSameLife(NodeId node, Draft draft, ReplaceReplicas request) {
    MemberEntry member = draft.members.of(node).orElse(MemberEntry.getDefaultInstance());
    if (draft.members.removed(node) || member.getSinceIndex() > request.getDecidedIndex()) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, node + " is not the member any more that made the copy");
    }
  }
}
