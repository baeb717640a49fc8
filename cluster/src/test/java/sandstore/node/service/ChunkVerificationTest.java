package sandstore.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.client.Call;
import sandstore.client.Listener;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;

/** What a leader finds out about a file's chunks before it proposes the file. */
final class ChunkVerificationTest {
  private static final int CHUNK = 64 << 10;

  @TempDir Path home;
  private ChunkNodes nodes;
  private ChunkVerification verification;
  private CommitFile commit;

  @BeforeEach
  void store() throws Exception {
    FlatNames names = new FlatNames(CHUNK, List.of("node1", "node2", "node3"));
    nodes = new ChunkNodes(home, 3, names.services());
    byte[] bytes = new byte[2 * CHUNK];
    new Random(1).nextBytes(bytes);
    try (StoreClient client = new StoreClient("test", nodes.client(), nodes::ids, Listener.NONE)) {
      client.put(
          new ByteArrayInputStream(bytes),
          bytes.length,
          "/f",
          null,
          new Call(Optional.empty(), Duration.ofSeconds(60), false),
          Progress.NONE);
    }
    verification = new ChunkVerification(nodes.client(), 2);
    commit =
        CommitFile.newBuilder()
            .setPath("/f")
            .setLength(bytes.length)
            .setChunkSize(CHUNK)
            .addAllChunks(names.file("/f").getChunksList())
            .build();
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  void rule10_nothingOfAnUploadIsKeptInALeaderSoAnyCanVerifyIt() {
    assertThat(verification.verify(commit).join()).isEqualTo(commit);
    assertThat(new ChunkVerification(nodes.client(), 2).verify(commit).join()).isEqualTo(commit);
  }

  @Test
  void rule1_onlyReplicasThatExistEnterTheLog() {
    trash(1, 2);
    assertThat(verification.verify(commit).join().getChunks(1).getReplicasList())
        .hasSize(2)
        .doesNotContain("node2");
  }

  @Test
  void rule1_withTooFewReplicasItIsADefiniteFailure() {
    trash(1, 2);
    trash(1, 3);
    refused(commit);
  }

  @Test
  void rule10_aReplicaOfAnotherLengthOrChecksumDoesNotCount() {
    ChunkRef first = commit.getChunks(0);
    refused(with(first.toBuilder().setLength(first.getLength() - 1)));
    refused(with(first.toBuilder().setCrc32C(first.getCrc32C() ^ 1)));
    refused(with(first.toBuilder().setId(first.getId().toBuilder().setAttempt(9))));
  }

  @Test
  void rule1_theSameNodeTwiceIsOneReplica() {
    ChunkRef.Builder first = commit.getChunks(0).toBuilder();
    String node = first.getReplicas(0);
    refused(with(first.clearReplicas().addReplicas(node).addReplicas(node)));
  }

  private CommitFile with(ChunkRef.Builder first) {
    return commit.toBuilder().setChunks(0, first).build();
  }

  private void trash(int chunk, int node) {
    nodes.store(node).trash(ChunkKey.of(commit.getChunks(chunk).getId()), "test");
  }

  private void refused(CommitFile refused) {
    assertThatThrownBy(() -> verification.verify(refused).join())
        .cause()
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("nothing is visible")
        .extracting(e -> ((DefiniteFailure) e).code())
        .isEqualTo(Failure.Code.INSUFFICIENT_REPLICAS);
  }
}
