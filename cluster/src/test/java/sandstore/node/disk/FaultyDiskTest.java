package sandstore.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyDiskTest {
  @TempDir Path folder;
  private final FaultyDisk disk = new FaultyDisk(new SystemDisk());

  private void write(String name, int bytes) throws IOException {
    try (DiskFile file = disk.open(folder.resolve(name), Disk.Mode.CREATE_OR_WRITE)) {
      file.writeFully(ByteBuffer.allocate(bytes), 0);
      file.force();
    }
  }

  @Test
  void rule18_aFullDiskHasSoMuchLeftAndGetsBackWhatIsDeleted() throws IOException {
    write("before", 10);
    disk.obey(new FaultyDisk.Fault(100, 0, false));
    write("before", 10); // in place
    write("a", 60);
    assertThat(disk.usableBytes(folder)).isEqualTo(40);
    assertThatThrownBy(() -> write("b", 41)).hasMessage("No space left on device");
    disk.delete(folder.resolve("a"));
    write("b", 100);
    disk.obey(FaultyDisk.Fault.NONE);
    write("c", 1000);
  }

  @Test
  void whatFailsFailsUntilItIsInOrderAgain() throws IOException {
    write("a", 1);
    DiskFile open = disk.open(folder.resolve("a"), Disk.Mode.READ);
    disk.obey(new FaultyDisk.Fault(FaultyDisk.NO_LIMIT, 0, true));
    assertThatThrownBy(() -> write("a", 1)).hasMessage("Input/output error");
    assertThatThrownBy(() -> disk.readAll(folder.resolve("a"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> open.send(0, 1, Channels.newChannel(new ByteArrayOutputStream())))
        .hasMessage("Input/output error");
    assertThatThrownBy(() -> disk.delete(folder.resolve("a"))).isInstanceOf(IOException.class);
    disk.obey(FaultyDisk.Fault.NONE);
    assertThat(disk.readAll(folder.resolve("a"))).hasSize(1);
  }

  @Test
  void whoeverWaitsForASlowDiskGoesOnWhenItIsHealed() {
    disk.obey(new FaultyDisk.Fault(FaultyDisk.NO_LIMIT, 3_600_000, false));
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                write("a", 1);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(writing).isNotDone();
    disk.obey(FaultyDisk.Fault.NONE);
    writing.join();
  }
}
