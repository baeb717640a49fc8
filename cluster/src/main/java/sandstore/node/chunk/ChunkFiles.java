package sandstore.node.chunk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.wire.ChunkKey;

/**
 * The names under a store's folder. A chunk's final name changes hands only under {@link #names},
 * so that nobody moves away a file that somebody else has just put there.
 */
final class ChunkFiles {
  private final Disk disk;
  private final Path folder;
  private final Path temporary;
  private final Path trash;
  private final Path quarantine;
  private final AtomicLong writes = new AtomicLong();

  /** Held while a final name is given or taken. */
  final Object names = new Object();

  ChunkFiles(Disk disk, Path folder) throws IOException {
    this.disk = disk;
    this.folder = folder;
    this.temporary = folder.resolve("tmp");
    this.trash = folder.resolve("trash");
    this.quarantine = folder.resolve("quarantine");
    for (Path p : List.of(temporary, trash, quarantine)) {
      disk.makeFolders(p);
    }
  }

  /** What an earlier process did not finish. */
  void clearTemporaries() throws IOException {
    for (String name : disk.list(temporary)) {
      disk.delete(temporary.resolve(name));
    }
  }

  Path folder() {
    return folder;
  }

  Path path(ChunkKey key) {
    return folder.resolve(key.toString());
  }

  Path trashPath(ChunkKey key) {
    return trash.resolve(key.toString());
  }

  /** Of no file yet. */
  Path temporaryPath(ChunkKey key) {
    return temporary.resolve(key + "." + writes.incrementAndGet());
  }

  /** Of no file yet. */
  Path probePath() {
    return temporary.resolve("probe." + writes.incrementAndGet());
  }

  DiskFile open(Path file, Disk.Mode mode) throws IOException {
    return disk.open(file, mode);
  }

  boolean exists(Path file) {
    return disk.exists(file);
  }

  boolean delete(Path file) throws IOException {
    return disk.delete(file);
  }

  long size(Path file) throws IOException {
    return disk.size(file);
  }

  void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  void forceFolder() throws IOException {
    disk.forceFolder(folder);
  }

  /**
   * A process that was killed may have given a name and not forced it. Who counts such a chunk as
   * stored has to force it first.
   */
  void forceNames() throws IOException {
    for (Path p : List.of(trash, quarantine, folder)) {
      disk.forceFolder(p);
    }
  }

  /** Keys under their final names, sorted by name. */
  List<ChunkKey> stored() throws IOException {
    return keys(folder);
  }

  List<ChunkKey> trashed() throws IOException {
    return keys(trash);
  }

  /** Of one chunk there may be several. */
  List<ChunkKey> quarantined() throws IOException {
    return disk.list(quarantine).stream()
        .map(name -> name.substring(0, name.contains("~") ? name.indexOf('~') : name.length()))
        .map(ChunkFiles::key)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Every file of that chunk in the quarantine.
   *
   * @return how many
   */
  int deleteQuarantined(ChunkKey key) throws IOException {
    int deleted = 0;
    for (String name : disk.list(quarantine)) {
      if (name.equals(key.toString()) || name.startsWith(key + "~")) {
        deleted += disk.delete(quarantine.resolve(name)) ? 1 : 0;
      }
    }
    return deleted;
  }

  /** Never replaces what is in the quarantine already. */
  void moveToQuarantine(ChunkKey key) throws IOException {
    Path to = quarantine.resolve(key.toString());
    for (int n = 1; disk.exists(to); n++) {
      to = quarantine.resolve(key + "~" + n);
    }
    disk.rename(path(key), to);
    disk.forceFolder(quarantine);
    disk.forceFolder(folder);
  }

  void moveToTrash(ChunkKey key) throws IOException {
    disk.rename(path(key), trashPath(key));
    disk.forceFolder(trash);
    disk.forceFolder(folder);
  }

  private List<ChunkKey> keys(Path where) throws IOException {
    return disk.list(where).stream().map(ChunkFiles::key).filter(Objects::nonNull).toList();
  }

  /** Null for a name that this store never gave. */
  private static @Nullable ChunkKey key(String name) {
    if (!ChunkKey.isName(name)) {
      return null;
    }
    try {
      ChunkKey key = ChunkKey.parse(name);
      return key.toString().equals(name) ? key : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
