package sandstore.node.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

class ChunkTroubleTest {
  @TempDir Path home;
  private Bench bench;
  private final byte[] bytes = Bench.bytes(100_000, 1);

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(home.resolve("chunks"));
  }

  private void fails(Failure.Code code) {
    assertThatThrownBy(() -> bench.put(Bench.KEY, bytes))
        .isInstanceOfSatisfying(DefiniteFailure.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private void nothingIsLeft() throws IOException {
    assertThat(bench.disk.list(bench.folder.resolve("tmp")))
        .noneMatch(name -> name.startsWith(Bench.KEY.toString()));
    assertThat(bench.file(Bench.KEY)).doesNotExist();
    assertThat(bench.kinds()).doesNotContain(KindCase.CHUNK_STORED);
    assertThat(bench.state().getChunks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"force ", "forceFolder chunks"})
  void rule13_afterAFailedForceTheChunkIsDiscardedAndNoneIsTaken(String failing)
      throws IOException {
    ChunkWriter meanwhile = bench.store.begin(Bench.key(8), bytes.length);
    Bench.fill(meanwhile, bytes);
    bench.disk.failing = failing;
    fails(Failure.Code.DISK_FAILED);
    nothingIsLeft();
    assertThat(bench.kinds()).contains(KindCase.DISK_FAILED);

    bench.disk.failing = "";
    bench.disk.trace.clear();
    fails(Failure.Code.DISK_FAILED);
    assertThatThrownBy(meanwhile::finish).isInstanceOf(DefiniteFailure.class);
    assertThat(bench.disk.trace).noneMatch(line -> line.startsWith("force"));

    bench.restart();
    bench.put(Bench.KEY, bytes);
  }

  @Test
  void rule12_whatAKilledProcessLeftUnderItsNameIsForcedBeforeItCountsAsStored()
      throws IOException {
    bench.put(Bench.KEY, bytes);
    bench.disk.trace.clear();
    bench.restart();
    assertThat(bench.disk.trace)
        .contains("forceFolder chunks", "forceFolder trash", "forceFolder quarantine");
    assertThat(bench.state().getChunks()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open ", "write ", "rename "})
  void anyOtherFailureIsToldAndLeavesNothing(String failing) throws IOException {
    bench.disk.failing = failing;
    fails(Failure.Code.DISK_FAILED);
    bench.disk.failing = "";
    nothingIsLeft();
    assertThat(bench.kinds()).contains(KindCase.DISK_FAILED);
    bench.put(Bench.KEY, bytes);
  }

  @Test
  void rule18_belowTheWatermarkChunksAreRefusedDefinitely() throws IOException {
    bench.disk.usableBytes = Space.WATERMARK_BYTES + bytes.length;
    fails(Failure.Code.NO_SPACE);
    nothingIsLeft();
    bench.disk.usableBytes += 4096;
    bench.put(Bench.KEY, bytes);
  }

  @Test
  void rule18_whatIsBeingWrittenCountsAsWritten() {
    long room = 3 * (bytes.length + 4096L) - 1;
    bench.disk.usableBytes = Space.WATERMARK_BYTES + room;
    ChunkWriter one = bench.store.begin(Bench.key(1), bytes.length);
    ChunkWriter two = bench.store.begin(Bench.key(2), bytes.length);
    fails(Failure.Code.NO_SPACE);
    Bench.fill(one, bytes);
    one.abort();
    bench.put(Bench.KEY, bytes);
    two.close();
    assertThat(bench.store.freeBytes()).isEqualTo(room);
  }

  @Test
  void rule18_aDiskThatFillsUpInTheMiddleIsNoBrokenDisk() throws IOException {
    bench.disk.failing = "write ";
    bench.disk.problem = "No space left on device";
    fails(Failure.Code.NO_SPACE);
    bench.disk.failing = "";
    nothingIsLeft();
    assertThat(bench.kinds()).doesNotContain(KindCase.DISK_FAILED);
    bench.put(Bench.KEY, bytes);
  }

  @Test
  void aDiskThatCannotReadIsNotTakenForDamage() {
    bench.put(Bench.KEY, bytes);
    bench.disk.failing = "read ";
    assertThatThrownBy(() -> bench.store.verify(Bench.KEY))
        .isInstanceOfSatisfying(
            DefiniteFailure.class, e -> assertThat(e.code()).isEqualTo(Failure.Code.DISK_FAILED));
    bench.disk.failing = "";
    bench.store.verify(Bench.KEY);
    assertThat(bench.kinds()).doesNotContain(KindCase.REPLICA_CORRUPT);
  }
}
