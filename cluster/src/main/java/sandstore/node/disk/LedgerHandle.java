package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is open for writing, and tells the ledger before it is written. */
final class LedgerHandle extends ForwardingFile {
  private final LedgerDisk disk;
  private final FileBytes bytes;
  private boolean closed;

  LedgerHandle(LedgerDisk disk, DiskFile file, FileBytes bytes) {
    super(file);
    this.disk = disk;
    this.bytes = bytes;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    FileBytes.Moment write = bytes.beginWrite(file, from.remaining(), position);
    int n = 0;
    boolean force = false;
    try {
      n = file.write(from, position);
    } finally {
      force = bytes.endWrite(write, n);
    }
    if (force) {
      force();
    }
    return n;
  }

  @Override
  public void truncate(long size) throws IOException {
    bytes.beginTruncate(size);
    file.truncate(size);
  }

  @Override
  public void force() throws IOException {
    FileBytes.Moment force = bytes.beginForce();
    boolean forced = false;
    try {
      file.force();
      forced = true;
    } finally {
      if (!forced) {
        bytes.forceFailed();
      }
    }
    bytes.endForce(force);
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        disk.closed(bytes, this);
      } finally {
        file.close();
      }
    }
  }
}
