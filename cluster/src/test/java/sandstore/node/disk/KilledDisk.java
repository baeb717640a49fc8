package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The system's disk under a process that is killed right before or after one of its changes. */
public final class KilledDisk extends ForwardingDisk {
  /** The process is no more. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private int left;
  private final boolean after;

  /**
   * @param changes that happen before the end
   * @param after whether the last of them happens too
   */
  public KilledDisk(int changes, boolean after) {
    super(new SystemDisk());
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
  public DiskFile open(Path path, Mode mode) throws IOException {
    DiskFile opened =
        mode == Mode.READ ? disk.open(path, mode) : change(() -> disk.open(path, mode));
    return new ForwardingFile(opened) {
      @Override
      public int write(ByteBuffer from, long position) throws IOException {
        return change(() -> file.write(from, position));
      }

      @Override
      public void truncate(long size) throws IOException {
        change(
            () -> {
              file.truncate(size);
              return size;
            });
      }

      @Override
      public void force() throws IOException {
        change(
            () -> {
              file.force();
              return true;
            });
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
  public boolean delete(Path file) throws IOException {
    return change(() -> disk.delete(file));
  }
}
