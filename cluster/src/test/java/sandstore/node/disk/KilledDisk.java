package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The system's disk under a process that is killed right before or after one of its changes. */
final class KilledDisk implements Disk {
  /** The process is no more. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Disk disk = new SystemDisk();
  private int left;
  private final boolean after;

  /**
   * @param changes that happen before the end
   * @param after whether the last of them happens too
   */
  KilledDisk(int changes, boolean after) {
    this.left = changes;
    this.after = after;
  }

  private interface Change<T> {
    T run() throws IOException;
  }

  private <T> T change(Change<T> change) throws IOException {
    if (left-- > 0) {
      return change.run();
    }
    if (after) {
      change.run();
    }
    throw new Killed();
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    DiskFile opened =
        mode == Mode.READ ? disk.open(file, mode) : change(() -> disk.open(file, mode));
    return new DiskFile() {
      @Override
      public int write(ByteBuffer from, long position) throws IOException {
        return change(() -> opened.write(from, position));
      }

      @Override
      public int read(ByteBuffer to, long position) throws IOException {
        return opened.read(to, position);
      }

      @Override
      public long size() throws IOException {
        return opened.size();
      }

      @Override
      public void truncate(long size) throws IOException {
        change(
            () -> {
              opened.truncate(size);
              return size;
            });
      }

      @Override
      public void force() throws IOException {
        change(
            () -> {
              opened.force();
              return true;
            });
      }

      @Override
      public void close() throws IOException {
        opened.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    change(
        () -> {
          disk.rename(from, to);
          return to;
        });
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    change(
        () -> {
          disk.forceFolder(folder);
          return folder;
        });
  }

  @Override
  public void makeFolders(Path folder) throws IOException {
    disk.makeFolders(folder);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    return disk.list(folder);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return change(() -> disk.delete(file));
  }

  @Override
  public boolean exists(Path file) {
    return disk.exists(file);
  }

  @Override
  public long size(Path file) throws IOException {
    return disk.size(file);
  }

  @Override
  public long usableBytes(Path folder) throws IOException {
    return disk.usableBytes(folder);
  }
}
