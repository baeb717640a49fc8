package sandstore.node.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An open file. Positions are in bytes from its start. */
public interface DiskFile extends Closeable {
  /** May write less than all. */
  int write(ByteBuffer from, long position) throws IOException;

  /** May read less than asked for; -1 at the end. */
  int read(ByteBuffer to, long position) throws IOException;

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
