package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system's disk with a trace of what was asked of it, and troubles on demand. */
public final class TroubledDisk implements Disk {
  private final Disk disk = new SystemDisk();

  /** One line for each change, in order; reads are left out. */
  public final List<String> trace = new CopyOnWriteArrayList<>();

  /** An operation whose trace line begins with this fails; empty for none. */
  public volatile String failing = "";

  /** What the failure says. */
  public volatile String problem = "Input/output error";

  /** Told instead of the truth, unless negative. */
  public volatile long usableBytes = -1;

  private void happens(String what) throws IOException {
    String trouble = failing;
    if (!trouble.isEmpty() && what.startsWith(trouble)) {
      trace.add(what + " FAILED");
      throw new IOException(problem);
    }
    trace.add(what);
  }

  private static String name(Path path) {
    return path.getParent().getFileName() + "/" + path.getFileName();
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    if (mode != Mode.READ) {
      happens("open " + name(file));
    }
    DiskFile f = disk.open(file, mode);
    return new DiskFile() {
      @Override
      public int write(ByteBuffer from, long position) throws IOException {
        happens("write " + name(file) + " " + from.remaining() + " at " + position);
        return f.write(from, position);
      }

      @Override
      public int read(ByteBuffer to, long position) throws IOException {
        if (!failing.isEmpty() && ("read " + name(file)).startsWith(failing)) {
          throw new IOException(problem);
        }
        return f.read(to, position);
      }

      @Override
      public long size() throws IOException {
        return f.size();
      }

      @Override
      public void truncate(long size) throws IOException {
        happens("truncate " + name(file));
        f.truncate(size);
      }

      @Override
      public void force() throws IOException {
        happens("force " + name(file));
        f.force();
      }

      @Override
      public void close() throws IOException {
        f.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    happens("rename " + name(from) + " to " + name(to));
    disk.rename(from, to);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    happens("forceFolder " + folder.getFileName());
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
    happens("delete " + name(file));
    return disk.delete(file);
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
    return usableBytes < 0 ? disk.usableBytes(folder) : usableBytes;
  }
}
