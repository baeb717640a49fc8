package sandstore.node.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.journal.QuarantinedException;
import sandstore.wire.Crc32c;

/**
 * The file that a peer's promises are in: its term, and whom it voted for in it.
 *
 * <p>Two slots, a page apart, each with a version and a checksum. A new version is written to the
 * first slot and forced, then to the second and forced, and only then acted upon. So of two good
 * slots the newer counts, and when one is bad the other holds all that was ever promised: if the
 * bad one is torn, its version was never acted upon; if it rotted, the other is its equal. Two bad
 * slots are damage. Not for several threads.
 */
final class MetaFile implements Closeable {
  /**
   * @param version counts the changes
   * @param vote the peer that got this node's vote in this term; empty for none
   */
  record Promises(long version, long term, String vote) {}

  private static final long MAGIC = 0x53414e444d455441L; // SANDMETA
  private static final int SLOT_BYTES = 4096;
  private static final int HEAD_BYTES = 28;
  private static final int MOST_NAME_BYTES = 1024;

  private final DiskFile file;
  private Promises promises;

  private MetaFile(DiskFile file, Promises promises) {
    this.file = file;
    this.promises = promises;
  }

  /** Of a peer that never promised anything. */
  static MetaFile create(Disk disk, Path path) throws IOException {
    Promises none = new Promises(1, 0, "");
    ByteBuffer both = ByteBuffer.allocate(2 * SLOT_BYTES);
    both.put(0, encode(none).array());
    both.put(SLOT_BYTES, encode(none).array());
    disk.writeAtomically(path, both.array());
    return new MetaFile(disk.open(path, Disk.Mode.WRITE), none);
  }

  /**
   * @throws QuarantinedException when no slot is good
   */
  static MetaFile open(Disk disk, Path path) throws IOException {
    DiskFile file = disk.open(path, Disk.Mode.WRITE);
    try {
      Promises first = read(file, 0);
      Promises second = read(file, 1);
      Promises newest =
          first == null || (second != null && second.version() > first.version()) ? second : first;
      if (newest == null) {
        throw new QuarantinedException("meta", "term and vote are damaged in both places");
      }
      MetaFile meta = new MetaFile(file, newest);
      if (!newest.equals(first) || !newest.equals(second)) {
        meta.write(newest);
      }
      file.force(); // a process that was killed may have left it unforced
      return meta;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static @Nullable Promises read(DiskFile file, int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, (long) slot * SLOT_BYTES + bytes.position()) < 0) {
        return null;
      }
    }
    bytes.flip();
    int length = bytes.getInt(24);
    if (bytes.getLong(0) != MAGIC || length < 0 || length > MOST_NAME_BYTES) {
      return null;
    }
    int checked = HEAD_BYTES + length;
    if (Crc32c.of(bytes.slice(0, checked)) != bytes.getInt(checked)) {
      return null;
    }
    String vote = UTF_8.decode(bytes.slice(HEAD_BYTES, length)).toString();
    return new Promises(bytes.getLong(8), bytes.getLong(16), vote);
  }

  private static ByteBuffer encode(Promises p) {
    byte[] vote = p.vote().getBytes(UTF_8);
    if (vote.length > MOST_NAME_BYTES) {
      throw new IllegalArgumentException("too long for a peer: " + p.vote());
    }
    ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES);
    bytes.putLong(MAGIC).putLong(p.version()).putLong(p.term()).putInt(vote.length).put(vote);
    int crc = Crc32c.of(bytes.duplicate().flip());
    return bytes.putInt(crc).clear();
  }

  Promises promises() {
    return promises;
  }

  /** Durable in both places when this returns. After it failed, the peer must not go on. */
  Promises save(long term, String vote) throws IOException {
    Promises next = new Promises(promises.version() + 1, term, Objects.requireNonNull(vote));
    write(next);
    promises = next;
    return next;
  }

  private void write(Promises next) throws IOException {
    for (int slot = 0; slot < 2; slot++) {
      file.writeFully(encode(next), (long) slot * SLOT_BYTES);
      file.force();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
