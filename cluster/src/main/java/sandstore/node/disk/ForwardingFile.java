package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** An open file that stands before another: what it does not do differently, that one does. */
public abstract class ForwardingFile implements DiskFile {
  /** The one behind. */
  protected final DiskFile file;

  protected ForwardingFile(DiskFile file) {
    this.file = file;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return file.write(from, position);
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    return file.read(to, position);
  }

  @Override
  public long send(long position, long count, WritableByteChannel to) throws IOException {
    return file.send(position, count, to);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    file.truncate(size);
  }

  @Override
  public void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
