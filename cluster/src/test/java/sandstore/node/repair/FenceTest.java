package sandstore.node.repair;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.node.disk.SystemDisk;
import sandstore.wire.DefiniteFailure;

final class FenceTest {
  @TempDir Path folder;

  private Fence fence() {
    return new Fence(new SystemDisk(), folder.resolve("fence"));
  }

  private static void refused(Fence fence, long term, long index) {
    assertThatThrownBy(() -> fence.pass(new Fence.Point(term, index)))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("older");
  }

  @Test
  void rule17_ordersOlderThanTheNewestAreRefusedAlsoAfterARestart() {
    Fence before = fence();
    before.pass(new Fence.Point(3, 70));
    before.pass(new Fence.Point(3, 70));
    refused(before, 3, 69);
    refused(before, 2, 900);
    before.pass(new Fence.Point(4, 10));
    refused(before, 3, 71);

    Fence after = fence();
    refused(after, 4, 9);
    refused(after, 3, 71);
    after.pass(new Fence.Point(4, 10));
  }

  @Test
  void rule17_aCopyThatALaterLeaderOvertookGetsNoName() {
    Fence fence = fence();
    Fence.Point order = new Fence.Point(3, 70);
    fence.pass(order);
    fence.pass(new Fence.Point(3, 80));
    assertThatCode(() -> fence.stillHolds(order)).doesNotThrowAnyException();
    fence.pass(new Fence.Point(4, 1));
    assertThatThrownBy(() -> fence.stillHolds(order)).isInstanceOf(DefiniteFailure.class);
  }

  @Test
  void rule17_withoutAMemoryNothingIsObeyed() throws Exception {
    fence().pass(new Fence.Point(3, 70));
    Files.write(folder.resolve("fence"), "2 70 1234\n".getBytes(StandardCharsets.US_ASCII));
    Fence damaged = fence();
    assertThatThrownBy(() -> damaged.pass(new Fence.Point(9, 9)))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("damaged");
  }
}
