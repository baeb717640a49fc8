package sandstore.node.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** An open file. Positions are in bytes from its start. */
public interface DiskFile extends Closeable {
  /** Handed over at once by a file that cannot do it without reading. */
  int SEND_BYTES = 64 << 10;

  /** May write less than all. */
  int write(ByteBuffer from, long position) throws IOException;

  /** May read less than asked for; -1 at the end. */
  int read(ByteBuffer to, long position) throws IOException;

  /**
   * Hands bytes over to a channel, if the system can, without taking them into this process.
   *
   * @param count at least 1
   * @return how many were handed over: fewer than asked for, even none, if the channel takes no
   *     more now; -1 at the end of the file
   * @throws IOException of the disk or of the channel; whoever has to know which reads the bytes
   */
  default long send(long position, long count, WritableByteChannel to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, SEND_BYTES));
    int n = read(bytes, position);
    return n < 0 ? n : to.write(bytes.flip());
  }

  long size() throws IOException;

  void truncate(long size) throws IOException;

  /** Makes bytes and length durable. After it failed, this file must not be forced again. */
  void force() throws IOException;

  default void writeFully(ByteBuffer from, long position) throws IOException {
    long at = position;
    while (from.hasRemaining()) {
      at += write(from, at);
    }
  }

  /** Reads from the start on, a call to the disk each time: buffer it. Leaves the file open. */
  default InputStream input() {
    return new DiskInput(this);
  }

  /** Writes from the start on, a call to the disk each time: buffer it. Leaves the file open. */
  default OutputStream output() {
    return new DiskOutput(this);
  }
}
