package sandstore.node.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.disk.SystemDisk;

/**
 * The system's disk, with a gate: a folder can be copied while no operation is under way, which is
 * what a process killed between two system calls leaves behind. And forces can be made to fail.
 */
final class GatedDisk implements Disk {
  private final Disk disk = new SystemDisk();
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
  private volatile boolean failing;

  void failForces(boolean fail) {
    failing = fail;
  }

  void copy(Path from, Path to) throws IOException {
    gate.writeLock().lock();
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : (Iterable<Path>) all::iterator) {
        Files.copy(p, to.resolve(from.relativize(p).toString()));
      }
    } finally {
      gate.writeLock().unlock();
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T through(Step<T> step) throws IOException {
    gate.readLock().lock();
    try {
      return step.run();
    } finally {
      gate.readLock().unlock();
    }
  }

  private void force(DiskFile file) throws IOException {
    if (failing) {
      throw new IOException("the force failed");
    }
    file.force();
  }

  @Override
  public DiskFile open(Path path, Mode mode) throws IOException {
    DiskFile file = through(() -> disk.open(path, mode));
    return new DiskFile() {
      @Override
      public int write(ByteBuffer from, long position) throws IOException {
        return through(() -> file.write(from, position));
      }

      @Override
      public int read(ByteBuffer to, long position) throws IOException {
        return file.read(to, position);
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void truncate(long size) throws IOException {
        through(
            () -> {
              file.truncate(size);
              return size;
            });
      }

      @Override
      public void force() throws IOException {
        GatedDisk.this.force(file);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    through(
        () -> {
          disk.rename(from, to);
          return to;
        });
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    disk.forceFolder(folder);
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
    return through(() -> disk.delete(file));
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
