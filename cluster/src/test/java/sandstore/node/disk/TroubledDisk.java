package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * The system's disk with a trace of what was asked of it, troubles on demand, and a gate: a folder
 * can be copied while no change is under way, which is what a process killed between two system
 * calls leaves behind.
 */
public final class TroubledDisk extends ForwardingDisk {
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);

  /** One line for each change, in order; reads are left out. */
  public final List<String> trace = new CopyOnWriteArrayList<>();

  /** An operation whose trace line begins with this fails; empty for none. */
  public volatile String failing = "";

  /** What the failure says. */
  public volatile String problem = "Input/output error";

  /** Told instead of the truth, unless negative. */
  public volatile long usableBytes = -1;

  public TroubledDisk() {
    super(new SystemDisk());
  }

  /** Between two changes, not in the middle of one. */
  public void copy(Path from, Path to) throws IOException {
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

  private interface Change {
    void run() throws IOException;
  }

  private boolean fails(String what) {
    String trouble = failing;
    return !trouble.isEmpty() && what.startsWith(trouble);
  }

  private <T> T gives(String what, Step<T> step) throws IOException {
    gate.readLock().lock();
    try {
      if (fails(what)) {
        trace.add(what + " FAILED");
        throw new IOException(problem);
      }
      trace.add(what);
      return step.run();
    } finally {
      gate.readLock().unlock();
    }
  }

  private void happens(String what, Change change) throws IOException {
    gives(
        what,
        () -> {
          change.run();
          return what;
        });
  }

  private static String name(Path path) {
    return path.getParent().getFileName() + "/" + path.getFileName();
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    Step<DiskFile> open = () -> disk.open(file, mode);
    String name = name(file);
    return new TroubledFile(name, mode == Mode.READ ? open.run() : gives("open " + name, open));
  }

  private final class TroubledFile extends ForwardingFile {
    private final String name;

    TroubledFile(String name, DiskFile file) {
      super(file);
      this.name = name;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      String what = "write " + name + " " + from.remaining() + " at " + position;
      return gives(what, () -> file.write(from, position));
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      if (fails("read " + name)) {
        throw new IOException(problem);
      }
      return file.read(to, position);
    }

    @Override
    public void truncate(long size) throws IOException {
      happens("truncate " + name, () -> file.truncate(size));
    }

    @Override
    public void force() throws IOException {
      happens("force " + name, file::force);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    happens("rename " + name(from) + " to " + name(to), () -> disk.rename(from, to));
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    happens("forceFolder " + folder.getFileName(), () -> disk.forceFolder(folder));
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return gives("delete " + name(file), () -> disk.delete(file));
  }

  @Override
  public long usableBytes(Path folder) throws IOException {
    return usableBytes < 0 ? disk.usableBytes(folder) : usableBytes;
  }
}
