package sandstore.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;

/**
 * A node that is broken on purpose: it never forces its log. Its arguments are those that a lab
 * gives to Java behind its flags; the last one counts.
 */
public final class UnforcedLogMain {
  private UnforcedLogMain() {}

  public static void main(String[] args) {
    NodeMain.run(new String[] {args[args.length - 1]}, Unforced::new);
  }

  private record Unforced(Disk disk) implements Disk {
    @Override
    public DiskFile open(Path file, Mode mode) throws IOException {
      DiskFile opened = disk.open(file, mode);
      return file.toString().endsWith(".log") ? new UnforcedFile(opened) : opened;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      disk.rename(from, to);
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
      return disk.usableBytes(folder);
    }
  }

  private record UnforcedFile(DiskFile file) implements DiskFile {
    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return file.write(from, position);
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
      file.truncate(size);
    }

    /** The mistake. */
    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
