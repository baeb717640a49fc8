package sandstore.node.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A file written from its start on. Closing it leaves the file open. Not for several threads. */
final class DiskOutput extends OutputStream {
  private final DiskFile file;
  private long position;

  DiskOutput(DiskFile file) {
    this.file = file;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    file.writeFully(ByteBuffer.wrap(from, offset, length), position);
    position += length;
  }
}
