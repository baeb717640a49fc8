package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.Manifest;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.PackedChunkList;

/** A file of as many chunks as there may be: 128 GiB in chunks of 2 MiB, of which no byte is. */
final class HugeFileTest {
  private static final int CHUNK = 2 << 20;
  private static final String UPLOAD = "00000000000000aa";

  private static List<ChunkRef> chunks(int count) {
    List<ChunkRef> chunks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      chunks.add(
          ChunkRef.newBuilder()
              .setId(new ChunkKey(UPLOAD, i % ChunkKey.MAX_CHUNKS, 0).toProto())
              .setLength(CHUNK)
              .setCrc32C(i)
              .addReplicas("node" + (1 + i % 3))
              .addReplicas("node" + (4 + i % 2))
              .build());
    }
    return chunks;
  }

  private static CommitFile.Builder commit(int count) {
    return CommitFile.newBuilder()
        .setPath("/huge")
        .setLength((long) CHUNK * count)
        .setChunkSize(CHUNK);
  }

  private static Namespace.Step put(CommitFile.Builder commit) {
    Namespace opened =
        Namespace.EMPTY
            .apply(
                Operation.newBuilder()
                    .setOpenSession(OpenSession.newBuilder().setClient("alice"))
                    .build(),
                1)
            .next();
    return opened.apply(
        Operation.newBuilder().setSession(1).setSequence(1).setCommitFile(commit).build(), 2);
  }

  @Test
  void theLongestFileIsStoredSavedAndReadBack() throws IOException {
    List<ChunkRef> chunks = chunks(ChunkKey.MAX_CHUNKS);
    Namespace.Step step = put(commit(ChunkKey.MAX_CHUNKS).setPacked(PackedChunkList.pack(chunks)));
    assertThat(step.result().getFile().getLength()).isEqualTo(128L << 30);

    Namespace saved = SnapshotTest.reread(step.next());
    assertThat(saved.chunks()).isEqualTo(ChunkKey.MAX_CHUNKS);
    assertThat(saved.stateHash()).isEqualTo(step.next().stateHash());
    Manifest manifest = saved.manifest("/huge");
    assertThat(new PackedChunkList(manifest.getPacked(), CHUNK, 128L << 30)).isEqualTo(chunks);
    assertThat(saved.isReferenced(chunks.get(65_535).getId())).isTrue();
  }

  @Test
  void oneChunkMoreIsRefusedAndNothingIsVisible() {
    int tooMany = ChunkKey.MAX_CHUNKS + 1;
    Namespace.Step step = put(commit(tooMany).addAllChunks(chunks(tooMany)));
    OperationResult result = step.result();
    assertThat(result.getFailure().getCode()).isEqualTo(Failure.Code.BAD_REQUEST);
    assertThat(result.getFailure().getDefinite()).isTrue();
    assertThat(result.getFailure().getMessage())
        .isEqualTo("a file has at most 65536 chunks, not 65537");
    assertThat(step.next().files()).isZero();
    assertThat(step.next().chunks()).isZero();
  }

  @Test
  void anIndexBeyondTheLastIsNoChunk() {
    ChunkId beyond = ChunkId.newBuilder().setUpload(UPLOAD).setIndex(ChunkKey.MAX_CHUNKS).build();
    assertThatThrownBy(() -> ChunkName.of(beyond))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("an index below 65536");
  }
}
