package sandstore.node.chunk;

import java.io.IOException;
import java.nio.file.Path;
import sandstore.node.disk.Disk;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/** Room on the disk: what is left for chunks, and what was promised to those being written. */
final class Space {
  /** Chunks leave so much free for the log, which may not run out. */
  static final long WATERMARK_BYTES = 64L << 20;

  private final Disk disk;
  private final Path folder;
  private long promised;

  Space(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /**
   * @throws DefiniteFailure {@code NO_SPACE}
   */
  synchronized void promise(long bytes) throws IOException {
    long left = left();
    if (bytes > left) {
      throw new DefiniteFailure(
          Failure.Code.NO_SPACE,
          "this node's disk has no room for " + bytes + " bytes (" + left + " left)");
    }
    promised += bytes;
  }

  /** Bytes that may be promised now. */
  synchronized long left() throws IOException {
    return Math.max(0, disk.usableBytes(folder) - promised - WATERMARK_BYTES);
  }

  /** These are on the disk now, or will not come. */
  synchronized void settle(long bytes) {
    promised -= bytes;
  }
}
