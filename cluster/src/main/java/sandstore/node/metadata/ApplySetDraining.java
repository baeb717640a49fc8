package sandstore.node.metadata;

import sandstore.proto.Done;
import sandstore.proto.OperationResult;
import sandstore.proto.SetDraining;
import sandstore.wire.NodeId;

/** Takes a node out of the nodes that chunks may be on, or takes it back in. */
final class ApplySetDraining {
  private ApplySetDraining() {}

  static OperationResult apply(Draft draft, SetDraining request) {
    NodeId node = PlacedChunk.node(request.getNode());
    draft.chunks = draft.chunks.draining(node, request.getOn());
    draft.effects.add(new Namespace.Effect.Draining(node, request.getOn(), draft.index));
    return OperationResult.newBuilder().setDone(Done.getDefaultInstance()).build();
  }
}
