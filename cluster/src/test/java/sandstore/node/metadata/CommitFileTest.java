package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.Operation;

/** What a commit must not say. It comes from the network, by way of a leader that checked less. */
class CommitFileTest {
  private static String answer(Consumer<CommitFile.Builder> change) {
    Trace trace = new Trace();
    trace.run("open alice 60000");
    Operation good = trace.operation("put", "/f", "a,a", "70000");
    CommitFile.Builder commit = good.getCommitFile().toBuilder();
    change.accept(commit);
    Namespace.Step step = trace.namespace.apply(good.toBuilder().setCommitFile(commit).build(), 2);
    if (step.result().hasFailure()) {
      assertThat(step.result().getFailure().getCode()).isEqualTo(Failure.Code.BAD_REQUEST);
      assertThat(step.result().getFailure().getDefinite()).isTrue();
      assertThat(step.next().files()).isZero();
      assertThat(step.next().chunks()).isZero();
      assertThat(step.effects()).isEmpty();
    }
    return Trace.tell(step.result());
  }

  private static String answerChunk(int at, Consumer<ChunkRef.Builder> change) {
    return answer(commit -> change.accept(commit.getChunksBuilder(at)));
  }

  @Test
  void lengthsMustFit() {
    assertThat(answer(c -> {})).isEqualTo("file /f v1 etag 2");
    assertThat(answer(c -> c.setLength(70001)))
        .endsWith("the chunks have 70000 bytes, the file 70001");
    assertThat(answerChunk(0, c -> c.setLength(5))).endsWith("chunk 0 has 5 bytes of 65536");
    assertThat(answerChunk(1, c -> c.setLength(65537)))
        .endsWith("chunk 1 has 65537 bytes of 65536");
    assertThat(answerChunk(1, c -> c.setLength(0))).endsWith("a chunk has 1 byte to 64 MiB, not 0");
    assertThat(answerChunk(1, c -> c.setLength(-1)))
        .endsWith("a chunk has 1 byte to 64 MiB, not 18446744073709551615");
    assertThat(answer(CommitFile.Builder::clearChunks))
        .endsWith("the chunks have 0 bytes, the file 70000");
  }

  @ParameterizedTest
  @CsvSource({"0", "65535", "67108865", "-1"})
  void chunkSizeHasLimits(int size) {
    assertThat(answer(c -> c.setChunkSize(size)))
        .contains("a chunk size is 64 KiB to 64 MiB, not " + Integer.toUnsignedString(size));
  }

  @Test
  void idsMustBeIdsInOrder() {
    assertThat(answerChunk(1, c -> c.getIdBuilder().setIndex(0)))
        .endsWith("the chunk at position 1 has index 0");
    for (String upload : new String[] {"", "abc", "000000000000000A", "../../../../../../", "é"}) {
      assertThat(answerChunk(0, c -> c.getIdBuilder().setUpload(upload)))
          .contains("a chunk id has 16 hexadecimal digits");
    }
    assertThat(answerChunk(0, c -> c.getIdBuilder().setAttempt(-1))).contains("a chunk id has");
    assertThat(answerChunk(0, c -> c.getIdBuilder().setIndex(70000))).contains("a chunk id has");
  }

  @Test
  void replicasMustBeNodesAndDistinct() {
    assertThat(answerChunk(0, ChunkRef.Builder::clearReplicas))
        .endsWith("a chunk is on 1 to 32 nodes, not 0");
    assertThat(answerChunk(0, c -> c.addReplicas("node1")))
        .endsWith("a chunk names a node twice: [node1, node2, node1]");
    assertThat(answerChunk(0, c -> c.addReplicas("client")))
        .endsWith("not the name of a node: 'client'");
    assertThat(answerChunk(0, c -> c.addReplicas("node9999"))).startsWith("file");
  }

  @Test
  void theDigestHas32BytesOrNone() {
    assertThat(answer(c -> c.setSha256(ByteString.copyFrom(new byte[32])))).startsWith("file");
    assertThat(answer(c -> c.setSha256(ByteString.copyFrom(new byte[31]))))
        .endsWith("a SHA-256 has 32 bytes, not 31");
  }
}
