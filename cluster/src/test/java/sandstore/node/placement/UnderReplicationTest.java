package sandstore.node.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import sandstore.node.metadata.Namespace;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.wire.NodeId;

class UnderReplicationTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static final NodeId THREE = NodeId.of(3);

  /** /f, its first chunk on node1 and node2, its second on node2 and node3. */
  private static Namespace sample() {
    CommitFile commit =
        CommitFile.newBuilder()
            .setPath("/f")
            .setLength(65537)
            .setChunkSize(65536)
            .addChunks(chunk(0, 65536, "node1", "node2"))
            .addChunks(chunk(1, 1, "node2", "node3"))
            .build();
    return Namespace.EMPTY
        .apply(Operation.newBuilder().setOpenSession(OpenSession.getDefaultInstance()).build(), 1)
        .next()
        .apply(Operation.newBuilder().setSession(1).setSequence(1).setCommitFile(commit).build(), 2)
        .next();
  }

  private static ChunkRef chunk(int index, long length, String... replicas) {
    return ChunkRef.newBuilder()
        .setId(ChunkId.newBuilder().setUpload("00000000000000a1").setIndex(index))
        .setLength(length)
        .addAllReplicas(java.util.List.of(replicas))
        .build();
  }

  @Test
  void countsChunksWithTooFewLiveCopies() {
    Namespace n = sample();
    assertThat(UnderReplication.count(n, Set.of(ONE, TWO, THREE), 2)).isZero();
    assertThat(UnderReplication.count(n, Set.of(ONE, TWO, THREE), 3)).isEqualTo(2);
    assertThat(UnderReplication.count(n, Set.of(ONE, TWO), 2)).isEqualTo(1);
    assertThat(UnderReplication.count(n, Set.of(ONE, THREE), 2)).isEqualTo(2);
    assertThat(UnderReplication.count(n, Set.of(ONE, THREE), 1)).isZero();
    assertThat(UnderReplication.count(n, Set.of(), 1)).isEqualTo(2);
    assertThat(UnderReplication.count(Namespace.EMPTY, Set.of(), 3)).isZero();
  }
}
