package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.NamespaceCodec;
import sandstore.wire.Crc32c;

/**
 * A snapshot in one file: what it includes, then the namespace.
 *
 * <pre>
 *   magic 8, length 4, SnapshotMeta (JRaft's message), CRC-32C of it 4, namespace (checks itself)
 * </pre>
 *
 * @param bytes of the whole file
 */
record SnapshotFile(Path path, SnapshotMeta meta, long bytes) {
  private static final long MAGIC = 0x53414e44534e4150L; // SANDSNAP
  private static final int MOST_META_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 64 << 10;

  long index() {
    return meta.getLastIncludedIndex();
  }

  long term() {
    return meta.getLastIncludedTerm();
  }

  /** Forced when this returns; its name is not. */
  static SnapshotFile write(Disk disk, Path path, SnapshotMeta meta, Namespace namespace)
      throws IOException {
    disk.delete(path);
    try (DiskFile file = disk.open(path, Disk.Mode.CREATE)) {
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(new To(file), BUFFER_BYTES));
      byte[] head = meta.toByteArray();
      out.writeLong(MAGIC);
      out.writeInt(head.length);
      out.write(head);
      out.writeInt(Crc32c.of(head));
      NamespaceCodec.write(namespace, out);
      out.flush();
      file.force();
      return new SnapshotFile(path, meta, file.size());
    }
  }

  /** A snapshot of which every byte was checked. */
  record Loaded(SnapshotFile file, Namespace namespace) {}

  /**
   * @throws IOException when it is damaged, too
   */
  static Loaded read(Disk disk, Path path) throws IOException {
    try (DiskFile file = disk.open(path, Disk.Mode.READ)) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(new From(file), BUFFER_BYTES));
      if (in.readLong() != MAGIC) {
        throw new IOException(path.getFileName() + " is no snapshot");
      }
      int length = in.readInt();
      if (length < 0 || length > MOST_META_BYTES) {
        throw new IOException(path.getFileName() + " has a damaged head");
      }
      byte[] head = in.readNBytes(length);
      if (in.readInt() != Crc32c.of(head)) {
        throw new IOException(path.getFileName() + " has a damaged head");
      }
      Namespace namespace = NamespaceCodec.read(in);
      SnapshotFile read = new SnapshotFile(path, SnapshotMeta.parseFrom(head), file.size());
      return new Loaded(read, namespace);
    }
  }

  SnapshotFile at(Path newPath) {
    return new SnapshotFile(newPath, meta, bytes);
  }

  private static final class To extends OutputStream {
    private final DiskFile file;
    private long at;

    To(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.writeFully(ByteBuffer.wrap(bytes, offset, length), at);
      at += length;
    }
  }

  private static final class From extends InputStream {
    private final DiskFile file;
    private long at;

    From(DiskFile file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = file.read(ByteBuffer.wrap(bytes, offset, length), at);
      at += Math.max(0, n);
      return n;
    }
  }
}
