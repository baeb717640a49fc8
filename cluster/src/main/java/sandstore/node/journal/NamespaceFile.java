package sandstore.node.journal;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.metadata.DamagedSnapshotException;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.NamespaceCodec;
import sandstore.wire.Crc32c;

/**
 * A snapshot of the namespace in a file, as every journal keeps it.
 *
 * <pre>
 *   head        magic 8, length 4, the journal's own bytes, CRC-32C of those 4
 *   namespace   what {@link NamespaceCodec} writes, which checks itself
 * </pre>
 *
 * The namespace knows the index of its last entry. A journal that has to know more of a snapshot
 * (Raft: the term of that entry, and who was in the group) keeps that in the head; without anything
 * to say there is no head, and the file begins with the namespace.
 *
 * <p>Which name the file has, and how a new one takes an old one's place, is for the journal.
 *
 * @param head empty when there is none
 */
public record NamespaceFile(ByteString head, Namespace namespace) {
  private static final long MAGIC = 0x53414e44534e4150L; // SANDSNAP
  private static final int MOST_HEAD_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 64 << 10;

  /**
   * Replaces the file. Its bytes are durable on return, its name is not.
   *
   * @param head at most 1 MiB
   * @return size of the file, in bytes
   */
  public static long write(Disk disk, Path path, ByteString head, Namespace namespace)
      throws IOException {
    disk.delete(path);
    try (DiskFile file = disk.open(path, Disk.Mode.CREATE)) {
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(file.output(), BUFFER_BYTES));
      if (!head.isEmpty()) {
        out.writeLong(MAGIC);
        out.writeInt(head.size());
        head.writeTo(out);
        out.writeInt(Crc32c.of(head));
      }
      NamespaceCodec.write(namespace, out);
      file.force();
      return file.size();
    }
  }

  /**
   * Reads all of it, and checks every byte.
   *
   * @throws DamagedSnapshotException when a byte is wrong or missing
   */
  public static NamespaceFile read(Disk disk, Path path) throws IOException {
    try (DiskFile file = disk.open(path, Disk.Mode.READ)) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(file.input(), BUFFER_BYTES));
      return new NamespaceFile(readHead(in), NamespaceCodec.read(in));
    } catch (EOFException e) {
      throw new DamagedSnapshotException("the snapshot ends early", e);
    }
  }

  private static ByteString readHead(DataInputStream in) throws IOException {
    in.mark(Long.BYTES);
    if (in.readLong() != MAGIC) {
      in.reset();
      return ByteString.EMPTY;
    }
    int length = in.readInt();
    if (length < 0 || length > MOST_HEAD_BYTES) {
      throw new DamagedSnapshotException("the snapshot's head is damaged");
    }
    ByteString head = ByteString.copyFrom(in.readNBytes(length));
    if (in.readInt() != Crc32c.of(head)) {
      throw new DamagedSnapshotException("the snapshot's head is damaged");
    }
    return head;
  }
}
