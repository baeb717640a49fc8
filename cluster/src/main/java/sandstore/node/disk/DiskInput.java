package sandstore.node.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file read from its start on. Closing it leaves the file open. Not for several threads. */
final class DiskInput extends InputStream {
  private final DiskFile file;
  private long position;

  DiskInput(DiskFile file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int n = file.read(ByteBuffer.wrap(to, offset, length), position);
    position += Math.max(0, n);
    return n;
  }
}
