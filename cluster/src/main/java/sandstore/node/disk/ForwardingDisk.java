package sandstore.node.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A disk that stands before another: what it does not do differently, that one does. */
public abstract class ForwardingDisk implements Disk {
  /** The one behind. */
  protected final Disk disk;

  protected ForwardingDisk(Disk disk) {
    this.disk = disk;
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    return disk.open(file, mode);
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
