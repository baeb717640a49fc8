package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.wire.NodeId;

/** Chunks on nodes, and namespaces that have them. */
public final class Chunks {
  private static final int SIZE = 64 << 10;

  private Chunks() {}

  /** The chunk at this position of upload a1. */
  public static PlacedChunk placed(int index, int length, List<NodeId> on) {
    return PlacedChunk.of(ref(index, length, on));
  }

  private static ChunkRef ref(int index, int length, List<NodeId> on) {
    return ChunkRef.newBuilder()
        .setId(ChunkId.newBuilder().setUpload("00000000000000a1").setIndex(index))
        .setLength(length)
        .addAllReplicas(on.stream().map(NodeId::name).toList())
        .build();
  }

  /** One file, a chunk of 64 KiB for each list of nodes. */
  public static Namespace file(List<List<NodeId>> places) {
    List<ChunkRef> chunks = new ArrayList<>();
    for (List<NodeId> on : places) {
      chunks.add(ref(chunks.size(), SIZE, on));
    }
    CommitFile commit =
        CommitFile.newBuilder()
            .setPath("/f")
            .setLength((long) SIZE * chunks.size())
            .setChunkSize(SIZE)
            .addAllChunks(chunks)
            .build();
    return Namespace.EMPTY
        .apply(Operation.newBuilder().setOpenSession(OpenSession.getDefaultInstance()).build(), 1)
        .next()
        .apply(Operation.newBuilder().setSession(1).setSequence(1).setCommitFile(commit).build(), 2)
        .next();
  }
}
