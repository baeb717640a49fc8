package sandstore.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sandstore.proto.ChunkRef;
import sandstore.proto.PackedChunks;

final class PackedChunkListTest {
  private static final int CHUNK = 64 << 10;

  /** The longest list there may be: some chunks in a second attempt, a last one that is short. */
  private static List<ChunkRef> chunks(int count) {
    Random random = new Random(7);
    List<ChunkRef> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ChunkRef.Builder chunk =
          ChunkRef.newBuilder()
              .setId(new ChunkKey("00000000000000aa", i, i % 100 == 7 ? 1 : 0).toProto())
              .setLength(i == count - 1 ? 9 : CHUNK)
              .setCrc32C(random.nextInt());
      for (int k = 0; k < 3; k++) {
        chunk.addReplicas("node" + (1 + (i + k * (1 + i % 3)) % 15));
      }
      chunks.add(chunk.build());
    }
    return chunks;
  }

  @Test
  void theLongestFileFitsAMessageAndComesBackAsItWas() {
    List<ChunkRef> chunks = chunks(ChunkKey.MAX_CHUNKS);
    PackedChunks packed = PackedChunkList.pack(chunks);
    assertThat(packed.getSerializedSize()).isLessThan(600 << 10);
    long length = (long) CHUNK * (ChunkKey.MAX_CHUNKS - 1) + 9;
    assertThat(new PackedChunkList(packed, CHUNK, length)).isEqualTo(chunks);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PackedChunks good = PackedChunkList.pack(chunks(3));
    long length = 2L * CHUNK + 9;
    assertThat(new PackedChunkList(good, CHUNK, length)).hasSize(3);
    refused(good, CHUNK, length + CHUNK);
    refused(good, CHUNK, 2L * CHUNK);
    refused(good, 0, length);
    refused(good.toBuilder().clearPlaces().build(), CHUNK, length);
    refused(good.toBuilder().clearUploads().build(), CHUNK, length);
    refused(good.toBuilder().addAttempts(1).build(), CHUNK, length);
    refused(good.toBuilder().setChunks(good.getChunks().substring(1)).build(), CHUNK, length);
    ByteString wrong = ByteString.copyFrom(new byte[] {0, 0, 0, 0, -1, -1, 0, 0});
    refused(good.toBuilder().setChunks(good.getChunks().concat(wrong)).build(), CHUNK, length);
  }

  private static void refused(PackedChunks packed, int chunkSize, long length) {
    assertThatThrownBy(() -> new PackedChunkList(packed, chunkSize, length))
        .isInstanceOf(DefiniteFailure.class);
  }
}
