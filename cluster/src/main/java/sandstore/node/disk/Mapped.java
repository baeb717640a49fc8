package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file of fixed size as memory. What is written there is safe from the end of this process, by
 * SIGKILL too: the pages belong to the system.
 */
final class Mapped {
  private static final int FILL_BYTES = 64 << 10;

  private Mapped() {}

  /**
   * Maps the file; one of another size is begun anew, filled with real zeros: a hole would end the
   * process when the disk is full.
   */
  static MappedByteBuffer file(FileChannel channel, int bytes) throws IOException {
    if (channel.size() != bytes) {
      channel.truncate(0);
      fill(channel, bytes);
    }
    return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
  }

  /** In pieces, to save memory. */
  private static void fill(FileChannel channel, int bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(FILL_BYTES);
    for (int at = 0; at < bytes; ) {
      zeros.position(0).limit(Math.min(FILL_BYTES, bytes - at));
      at += channel.write(zeros, at);
    }
  }
}
