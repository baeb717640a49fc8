package sandstore.node.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds a node's folder for one process: an exclusive lock on its file {@code lock}. The system
 * releases it when the process ends, however it ends; the file itself stays, and means nothing.
 */
public final class FolderLock implements Closeable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Somebody else, perhaps in this process, holds the folder. */
  public static final class TakenException extends IOException {
    private static final long serialVersionUID = 1L;

    TakenException(Path folder) {
      super(folder + " is in use by another node; stop that one first");
    }
  }

  /**
   * @param folder made when it is missing
   * @throws TakenException when the folder is held; nothing was changed
   */
  public static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = lock(channel);
      if (lock == null) {
        throw new TakenException(folder);
      }
      return new FolderLock(channel);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held in this very process
    }
  }

  /** Closing the channel releases its lock. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
