package sandstore.node.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemDiskTest {
  private final Disk disk = new SystemDisk();

  @TempDir Path folder;

  @Test
  void writesReadsRenamesListsAndDeletes() throws IOException {
    Path deep = folder.resolve("a/b/c");
    disk.makeFolders(deep);
    disk.makeFolders(deep);
    Path file = deep.resolve("one");
    try (DiskFile f = disk.open(file, Disk.Mode.CREATE)) {
      f.writeFully(ByteBuffer.wrap("hello".getBytes(UTF_8)), 3);
      f.force();
      assertThat(f.size()).isEqualTo(8);
      f.truncate(6);
    }
    disk.rename(file, deep.resolve("two"));
    disk.forceFolder(deep);
    assertThat(disk.list(deep)).containsExactly("two");
    assertThat(disk.readAll(deep.resolve("two"))).isEqualTo("\0\0\0hel".getBytes(UTF_8));
    assertThat(disk.exists(file)).isFalse();
    assertThat(disk.delete(deep.resolve("two"))).isTrue();
    assertThat(disk.delete(deep.resolve("two"))).isFalse();
    assertThat(disk.list(folder.resolve("nowhere"))).isEmpty();
    assertThat(disk.usableBytes(folder)).isPositive();
  }

  @Test
  void modesMeanWhatTheySay() throws IOException {
    Path file = folder.resolve("f");
    assertThatThrownBy(() -> disk.open(file, Disk.Mode.READ))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.open(file, Disk.Mode.WRITE))
        .isInstanceOf(NoSuchFileException.class);
    disk.open(file, Disk.Mode.CREATE_OR_WRITE).close();
    disk.open(file, Disk.Mode.WRITE).close();
    assertThatThrownBy(() -> disk.open(file, Disk.Mode.CREATE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void handsBytesOverWithoutReadingThem() throws IOException {
    Path file = folder.resolve("f");
    byte[] bytes = "hello, world".getBytes(UTF_8);
    for (Disk any : List.of(disk, new CrashDisk())) { // which has to read them
      any.makeFolders(folder);
      any.writeAtomically(file, bytes);
      try (DiskFile f = any.open(file, Disk.Mode.READ)) {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        WritableByteChannel to = Channels.newChannel(got);
        assertThat(f.send(7, 5, to)).isEqualTo(5);
        assertThat(f.send(0, 100, to)).isEqualTo(bytes.length);
        assertThat(f.send(bytes.length, 1, to)).isEqualTo(-1);
        assertThat(got).hasToString("worldhello, world");
      }
    }
  }

  @Test
  void replacesASmallFileAtomically() throws IOException {
    Path file = folder.resolve("f");
    disk.writeAtomically(file, "old".getBytes(UTF_8));
    disk.writeAtomically(file, "new".getBytes(UTF_8));
    assertThat(disk.readAll(file)).isEqualTo("new".getBytes(UTF_8));
    assertThat(disk.list(folder)).containsExactly("f");
  }

  @Test
  void rule20_aFolderBelongsToOneAtATime() throws IOException {
    Path node = folder.resolve("node1");
    try (FolderLock held = FolderLock.take(node)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> FolderLock.take(node))
          .isInstanceOf(FolderLock.TakenException.class)
          .hasMessageContaining("node1 is in use");
    }
    FolderLock.take(node).close();
    assertThat(Files.exists(node.resolve("lock"))).isTrue();
  }
}
