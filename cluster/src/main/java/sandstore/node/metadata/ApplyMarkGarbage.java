package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import sandstore.proto.ChunkId;
import sandstore.proto.Done;
import sandstore.proto.Failure;
import sandstore.proto.MarkGarbage;
import sandstore.proto.OperationResult;
import sandstore.wire.DefiniteFailure;

/**
 * Marks orphans, chunks that no commit ever named or will name. An id that a live file names is
 * skipped: its commit came first. An id that is marked already is told again, for a node that
 * missed it.
 */
final class ApplyMarkGarbage {
  static final int MAX_IDS = 65_536;

  private ApplyMarkGarbage() {}

  static OperationResult apply(Draft draft, MarkGarbage request) {
    if (request.getIdsCount() > MAX_IDS) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "at most " + MAX_IDS + " chunks are marked at a time");
    }
    List<ChunkName> orphans = new ArrayList<>();
    for (ChunkId id : request.getIdsList()) {
      ChunkName name = ChunkName.of(id);
      if (!draft.chunks.isReferenced(name)) {
        draft.chunks = draft.chunks.mark(name);
        orphans.add(name);
      }
    }
    draft.tellGarbage(orphans);
    return OperationResult.newBuilder().setDone(Done.getDefaultInstance()).build();
  }
}
