package sandstore.node.disk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A disk that can be told to force nothing and to say that it did, as one whose owner wanted it to
 * be fast. Whoever is killed notices nothing; whoever loses power does.
 *
 * <p>Once it forces again, the next force of a file covers what was written to it meanwhile.
 * Threads may share it.
 */
public final class CarelessDisk extends ForwardingDisk {
  private volatile boolean careless;

  public CarelessDisk(Disk disk) {
    super(disk);
  }

  /** From now on. */
  public void obey(boolean forcesNothing) {
    careless = forcesNothing;
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    return new ForwardingFile(disk.open(file, mode)) {
      @Override
      public void force() throws IOException {
        if (!careless) {
          super.force();
        }
      }
    };
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    if (!careless) {
      super.forceFolder(folder);
    }
  }
}
