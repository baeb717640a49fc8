package sandstore.node.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk with the faults that were ordered, which can change at any moment: it is full, slow, or
 * fails. Threads may share it.
 *
 * <p>Full means that so many bytes can still be added, and what is deleted or cut off is free
 * again, as on a real disk. The words of its failures are those of the system, so that whoever
 * reacts to them takes no notice of where they come from.
 */
public final class FaultyDisk extends ForwardingDisk {
  /** Of a disk that is not full. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /**
   * @param leftBytes that can still be added; {@link #NO_LIMIT}
   * @param slowMillis so much longer takes each write and each force
   * @param fails whether everything is an I/O error
   */
  public record Fault(long leftBytes, long slowMillis, boolean fails) {
    public static final Fault NONE = new Fault(NO_LIMIT, 0, false);
  }

  private Fault fault = Fault.NONE;
  private long left = NO_LIMIT;

  public FaultyDisk(Disk disk) {
    super(disk);
  }

  /** From now on it has this fault and no other. Whoever waits for a slow disk goes on. */
  public synchronized void obey(Fault ordered) {
    if (!ordered.equals(fault)) {
      left = ordered.leftBytes() == fault.leftBytes() ? left : ordered.leftBytes();
      fault = ordered;
      notifyAll();
    }
  }

  private synchronized void work() throws IOException {
    if (fault.fails()) {
      throw new IOException("Input/output error");
    }
  }

  /** A write or a force: what takes its time. */
  private synchronized void workSlowly() throws IOException {
    work();
    Fault slow = fault;
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(slow.slowMillis());
    for (long wait = slow.slowMillis(); wait > 0 && fault == slow; ) {
      try {
        wait(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a slow disk was at work");
      }
      wait = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
    work();
  }

  private synchronized boolean isLimited() {
    return left != NO_LIMIT;
  }

  /** Takes room for so many bytes more. */
  private synchronized void take(long bytes) throws IOException {
    if (isLimited() && bytes > 0) {
      if (bytes > left) {
        throw new IOException("No space left on device");
      }
      left -= bytes;
    }
  }

  private synchronized void free(long bytes) {
    if (isLimited()) {
      left += bytes;
    }
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    work();
    return new FaultyFile(disk.open(file, mode));
  }

  /** Only closing never fails by order: nobody would know what to do about it. */
  private final class FaultyFile extends ForwardingFile {
    FaultyFile(DiskFile file) {
      super(file);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      workSlowly();
      if (isLimited()) {
        take(position + from.remaining() - file.size());
      }
      return file.write(from, position);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      work();
      return file.read(to, position);
    }

    @Override
    public long send(long position, long count, WritableByteChannel to) throws IOException {
      work();
      return file.send(position, count, to);
    }

    @Override
    public long size() throws IOException {
      work();
      return file.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      work();
      if (isLimited()) {
        free(Math.max(0, file.size() - size));
      }
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      workSlowly();
      file.force();
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    work();
    disk.rename(from, to);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    workSlowly();
    disk.forceFolder(folder);
  }

  @Override
  public void makeFolders(Path folder) throws IOException {
    work();
    disk.makeFolders(folder);
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    work();
    return disk.list(folder);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    work();
    long bytes = isLimited() && disk.exists(file) ? disk.size(file) : 0;
    boolean deleted = disk.delete(file);
    free(deleted ? bytes : 0);
    return deleted;
  }

  @Override
  public long size(Path file) throws IOException {
    work();
    return disk.size(file);
  }

  @Override
  public long usableBytes(Path folder) throws IOException {
    work();
    long real = disk.usableBytes(folder);
    synchronized (this) {
      return Math.min(real, left);
    }
  }
}
