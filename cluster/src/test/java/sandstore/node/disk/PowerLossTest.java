package sandstore.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.ledger.PowerCut;
import sandstore.wire.ledger.Unforced;

/** What is left of a folder when the power fails. */
class PowerLossTest {
  private static final List<String> NAMES = List.of("a/1", "a/2", "a/3", "b/1", "b/2", "b/3");

  @TempDir Path temp;
  private Path root;
  private LedgerDisk disk;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectories(temp.resolve("node"));
    Files.createDirectories(root.resolve("a"));
    Files.createDirectories(root.resolve("b"));
    disk = LedgerDisk.open(new SystemDisk(), root);
  }

  private Path path(String name) {
    return root.resolve(name);
  }

  private void write(String name, String text, boolean force) throws IOException {
    try (DiskFile file = disk.open(path(name), Disk.Mode.CREATE_OR_WRITE)) {
      file.writeFully(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
      if (force) {
        file.force();
      }
    }
  }

  private String left(String name) throws IOException {
    return Files.exists(path(name)) ? Files.readString(path(name), StandardCharsets.US_ASCII) : "-";
  }

  private PowerCut cut() throws IOException {
    return PowerCut.to(root, new Random(1));
  }

  @Test
  void rule12_aChunkThatWentTheWholeWayStays() throws IOException {
    write("a/1", "chunk", true);
    disk.rename(path("a/1"), path("b/1"));
    disk.forceFolder(path("b"));
    assertThat(cut()).isEqualTo(new PowerCut(0, 0, 0));
    assertThat(left("b/1")).isEqualTo("chunk");
    assertThat(left("a/1")).isEqualTo("-");
  }

  @Test
  void rule12_withoutTheFoldersForceTheNameIsLost() throws IOException {
    write("a/1", "chunk", true);
    disk.rename(path("a/1"), path("b/1"));
    disk.forceFolder(path("a")); // the wrong one
    assertThat(cut().names()).isEqualTo(1);
    assertThat(left("b/1")).isEqualTo("-");
  }

  @Test
  void withoutTheFilesForceTheNameIsThereAndTheBytesAreNot() throws IOException {
    write("a/1", "x".repeat(100_000), false);
    disk.forceFolder(path("a"));
    PowerCut cut = cut();
    assertThat(Files.size(path("a/1"))).isLessThan(4097);
    assertThat(cut.bytes()).isEqualTo(100_000 - Files.size(path("a/1")));
  }

  @Test
  void aRenameOverAnOldFileBringsItBack() throws IOException {
    write("a/1", "old", true);
    disk.forceFolder(path("a"));
    write("a/2", "new", true);
    disk.rename(path("a/2"), path("a/1"));
    assertThat(left("a/1")).isEqualTo("new");
    cut();
    assertThat(left("a/1")).isEqualTo("old");
    assertThat(left("a/2")).isEqualTo("-");
  }

  @Test
  void aDeletionThatWasNotForcedDidNotHappen() throws IOException {
    write("a/1", "old", true);
    disk.forceFolder(path("a"));
    disk.delete(path("a/1"));
    cut();
    assertThat(left("a/1")).isEqualTo("old");
  }

  @Test
  void anotherProcessGoesOnWithTheLedgerOfTheOneThatWasKilled() throws IOException {
    write("a/1", "old", true);
    disk.forceFolder(path("a"));
    disk.delete(path("a/1"));
    disk = LedgerDisk.open(new SystemDisk(), root);
    write("b/1", "new", true);
    cut();
    assertThat(left("a/1")).isEqualTo("old");
    assertThat(left("b/1")).isEqualTo("-");
  }

  @Test
  void whatIsOverwrittenAndNotForcedIsOldOrNewSectorBySector() throws IOException {
    write("a/1", "o".repeat(5000), true);
    disk.forceFolder(path("a"));
    write("a/1", "n".repeat(5000), false);
    cut();
    assertThat(left("a/1")).hasSize(5000).matches("[no]*").contains("n").contains("o");
  }

  @Test
  void aRenameThatFailedAndIsTriedAgainKeepsWhatWasForced() throws IOException {
    write("a/1", "chunk", true);
    disk.forceFolder(path("a"));
    Files.delete(path(Unforced.KEPT));
    assertThatThrownBy(() -> disk.rename(path("a/1"), path("b/1"))).isInstanceOf(IOException.class);
    Files.createDirectory(path(Unforced.KEPT));
    disk.rename(path("a/1"), path("b/1"));
    cut();
    assertThat(left("a/1")).isEqualTo("chunk");
    assertThat(left("b/1")).isEqualTo("-");
  }

  @Test
  void aForceThatBeginsInTheMiddleOfAWriteDoesNotCoverIt() throws IOException {
    write("a/1", "0123456789", true);
    Ledger ledger = Ledger.open(root.resolve("another-ledger"));
    try (DiskFile file = new SystemDisk().open(path("a/1"), Disk.Mode.WRITE)) {
      FileBytes bytes = new FileBytes(ledger, 1, "a/1", 10, 10, false);
      FileBytes.Moment write = bytes.beginWrite(file, 5, 0);
      FileBytes.Moment force = bytes.beginForce();
      bytes.endWrite(write, 5);
      bytes.endForce(force);
      assertThat(bytes.isDirty()).isTrue();
    }
  }

  @Test
  void theLedgerStaysSmallWhateverIsLeftUnforced() throws IOException {
    for (int i = 0; i < 300; i++) {
      write("a/" + i, "x", false);
    }
    byte[] big = new byte[3 << 20];
    for (int i = 0; i < 3; i++) {
      Files.write(path("b/" + i), big);
      disk.delete(path("b/" + i));
    }
    try (var kept = Files.list(root.resolve(Unforced.KEPT))) {
      assertThat(kept.mapToLong(p -> p.toFile().length()).sum()).isLessThan(8 << 20);
    }
    assertThat(cut().names()).isLessThan(130);
  }

  @Test
  void rule13_aFileWhoseForceFailedIsNeverForcedAgain() throws IOException {
    TroubledDisk troubled = new TroubledDisk();
    disk = LedgerDisk.open(troubled, root);
    try (DiskFile file = disk.open(path("a/1"), Disk.Mode.CREATE)) {
      file.writeFully(ByteBuffer.allocate(10), 0);
      troubled.failing = "force ";
      assertThatThrownBy(file::force).hasMessageContaining("Input/output error");
      troubled.failing = "";
      troubled.trace.clear();
      assertThatThrownBy(file::force).hasMessageContaining("may not be tried again");
    }
    assertThat(troubled.trace).noneMatch(line -> line.startsWith("force"));
  }

  @Test
  void whateverWasDoneWhatIsLeftIsAllowed() throws IOException {
    for (int seed = 0; seed < 400; seed++) {
      Path folder = Files.createDirectories(temp.resolve("random" + seed));
      try {
        new Run(folder, new Random(seed)).run();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** Random operations on a disk and on the model, a kill somewhere, and then the power fails. */
  private static final class Run {
    private final Path folder;
    private final Random chance;
    private final PowerModel model = new PowerModel();
    private final Map<String, DiskFile> open = new HashMap<>();
    private final KilledDisk killed;
    private LedgerDisk disk;

    Run(Path folder, Random chance) throws IOException {
      this.folder = folder;
      this.chance = chance;
      this.killed = new KilledDisk(chance.nextInt(60), chance.nextBoolean());
      Files.createDirectories(folder.resolve("a"));
      Files.createDirectories(folder.resolve("b"));
      disk = LedgerDisk.open(killed, folder);
    }

    void run() throws IOException {
      try {
        while (true) {
          step(NAMES.get(chance.nextInt(NAMES.size())));
        }
      } catch (KilledDisk.Killed e) {
        for (DiskFile file : new ArrayList<>(open.values())) {
          file.close();
        }
      }
      PowerCut.to(folder, chance);
      model.check(folder, NAMES);
    }

    private void step(String name) throws IOException {
      PowerModel.Inode inode = model.now.get(name);
      switch (chance.nextInt(inode == null ? 3 : 12)) {
        case 0 -> {
          String parent = name.substring(0, 1);
          model.underway(NAMES.stream().filter(n -> n.startsWith(parent)).toList());
          disk.forceFolder(folder.resolve(parent));
          model.forceFolder(parent);
          model.underway(List.of());
        }
        case 1, 2 -> {
          if (inode == null) {
            open.put(name, disk.open(folder.resolve(name), Disk.Mode.CREATE));
            model.now.put(name, new PowerModel.Inode());
          } else {
            delete(name);
          }
        }
        case 3 -> rename(name, NAMES.get(chance.nextInt(NAMES.size())));
        case 4 -> restart();
        case 5 -> {
          int size = chance.nextInt(inode.size() + 1);
          DiskFile file = file(name);
          inode.beginTruncate(size);
          file.truncate(size); // counts as durable at once
          inode.truncate(size);
        }
        case 6, 7, 8 -> {
          file(name).force();
          inode.force();
        }
        default -> write(name, inode);
      }
    }

    private DiskFile file(String name) throws IOException {
      DiskFile file = open.get(name);
      if (file == null) {
        file = disk.open(folder.resolve(name), Disk.Mode.WRITE);
        open.put(name, file);
      }
      return file;
    }

    private void write(String name, PowerModel.Inode inode) throws IOException {
      DiskFile file = file(name);
      byte[] bytes = new byte[1 + chance.nextInt(2000)];
      chance.nextBytes(bytes);
      int position = chance.nextInt(inode.size() + 1);
      inode.write(position, bytes);
      file.writeFully(ByteBuffer.wrap(bytes), position);
    }

    private void delete(String name) throws IOException {
      close(name);
      model.underway(List.of(name));
      disk.delete(folder.resolve(name));
      model.now.remove(name);
      model.underway(List.of());
    }

    private void rename(String from, String to) throws IOException {
      if (from.equals(to)) {
        return;
      }
      close(to);
      model.underway(List.of(from));
      disk.rename(folder.resolve(from), folder.resolve(to));
      model.now.put(to, model.now.remove(from));
      model.underway(List.of());
      DiskFile moved = open.remove(from);
      if (moved != null) {
        open.put(to, moved);
      }
    }

    private void close(String name) throws IOException {
      DiskFile file = open.remove(name);
      if (file != null) {
        file.close();
      }
    }

    /** Another process, and nothing of the old one but what it left on the disk. */
    private void restart() throws IOException {
      for (String name : List.copyOf(open.keySet())) {
        close(name);
      }
      disk = LedgerDisk.open(killed, folder);
    }
  }
}
