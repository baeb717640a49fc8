package sandstore.node.journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.wire.Crc32c;

/**
 * One file of a log: a header, then records without gaps.
 *
 * <pre>
 *   header   magic 8, generation 8, first index 8, CRC-32C of these 4, zero 4
 *   record   length 4, CRC-32C 4, index 8, term 8, payload length - 16
 * </pre>
 *
 * The length of a record counts from its index on, and its checksum covers the same bytes, so a
 * length of zero (a hole that a crash left) is no record. Not for several threads.
 */
final class Segment implements Closeable {
  private static final long MAGIC = 0x53414e444c4f4731L; // SANDLOG1
  private static final int HEADER_BYTES = 32;
  private static final int FRAME_BYTES = 8;
  private static final int IDS_BYTES = 16;
  private static final Pattern NAME = Pattern.compile("g([0-9]{6,})-([0-9]{18,})\\.log");

  /** What a file's name says. */
  record Name(long generation, long first) {
    static @Nullable Name parse(String fileName) {
      Matcher m = NAME.matcher(fileName);
      return m.matches() ? new Name(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))) : null;
    }

    String fileName() {
      return String.format("g%06d-%018d.log", generation, first);
    }
  }

  private final Path path;
  private final DiskFile file;
  private final long first;
  private int[] starts = new int[64]; // where each record begins
  private int count;
  private int end = HEADER_BYTES;

  private Segment(Path path, DiskFile file, long first) {
    this.path = path;
    this.file = file;
    this.first = first;
  }

  static Segment create(Disk disk, Path folder, Name name) throws IOException {
    Path path = folder.resolve(name.fileName());
    disk.delete(path); // left over from a crash; nothing in it was acknowledged
    DiskFile file = disk.open(path, Disk.Mode.CREATE);
    file.writeFully(header(name), 0);
    return new Segment(path, file, name.first());
  }

  private static ByteBuffer header(Name name) {
    ByteBuffer b = ByteBuffer.allocate(HEADER_BYTES);
    b.putLong(MAGIC).putLong(name.generation()).putLong(name.first());
    b.putInt(Crc32c.of(b.duplicate().flip()));
    return b.clear();
  }

  /** A segment as found on the disk, and why reading it ended before the end of the file. */
  record Found(Segment segment, @Nullable String flaw) {}

  /**
   * Reads all records that are whole.
   *
   * @param terms gets the term of each
   */
  static Found open(Disk disk, Path folder, Name name, TermRuns terms) throws IOException {
    Path path = folder.resolve(name.fileName());
    Segment segment = new Segment(path, disk.open(path, Disk.Mode.WRITE), name.first());
    ByteBuffer all = segment.read(0, Math.toIntExact(segment.file.size()));
    String flaw = segment.scan(all, name, terms);
    return new Found(segment, flaw == null ? null : path.getFileName() + ": " + flaw);
  }

  private @Nullable String scan(ByteBuffer all, Name name, TermRuns terms) {
    if (all.limit() < HEADER_BYTES || !all.slice(0, HEADER_BYTES).equals(header(name))) {
      return "its header is damaged";
    }
    while (end < all.limit()) {
      long index = first + count;
      String what = "record " + index;
      if (all.limit() - end < FRAME_BYTES + IDS_BYTES) {
        return what + " is cut short";
      }
      int length = all.getInt(end);
      if (length < IDS_BYTES || length > all.limit() - end - FRAME_BYTES) {
        return what + (length == 0 ? " is a hole" : " is cut short, or its length is damaged");
      }
      ByteBuffer checked = all.slice(end + FRAME_BYTES, length);
      if (Crc32c.of(checked) != all.getInt(end + 4)) {
        return what + " has a bad checksum";
      }
      long term = checked.getLong(8);
      if (checked.getLong(0) != index || term < terms.last()) {
        return what + " is another one: index " + checked.getLong(0) + ", term " + term;
      }
      terms.add(index, term);
      note(end);
      end += FRAME_BYTES + length;
    }
    return null;
  }

  Path path() {
    return path;
  }

  long first() {
    return first;
  }

  /** first - 1 when empty. */
  long last() {
    return first + count - 1;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int bytes() {
    return end;
  }

  /** Writes and forces the entries behind the last record; they count only once {@link #keep}t. */
  Written write(List<RecordLog.Entry> entries) throws IOException {
    int size = 0;
    for (RecordLog.Entry e : entries) {
      size = Math.addExact(size, FRAME_BYTES + IDS_BYTES + e.payload().length);
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    int[] at = new int[entries.size()];
    for (int i = 0; i < at.length; i++) {
      RecordLog.Entry e = entries.get(i);
      at[i] = end + out.position();
      int length = IDS_BYTES + e.payload().length;
      int start = out.position() + FRAME_BYTES;
      out.putInt(length).putInt(0).putLong(e.index()).putLong(e.term()).put(e.payload());
      out.putInt(start - 4, Crc32c.of(out.slice(start, length)));
    }
    file.writeFully(out.flip(), end);
    file.force();
    return new Written(at, Math.addExact(end, size));
  }

  /** Records on the disk that nobody can read yet. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Written(int[] starts, int end) {}

  void keep(Written written) {
    for (int start : written.starts()) {
      note(start);
    }
    end = written.end();
  }

  private void note(int start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = start;
  }

  /** Verified anew at each read. */
  RecordLog.Entry get(long index) throws IOException {
    int i = Math.toIntExact(index - first);
    int next = i + 1 < count ? starts[i + 1] : end;
    ByteBuffer record = read(starts[i], next - starts[i]);
    ByteBuffer checked = record.slice(FRAME_BYTES, record.limit() - FRAME_BYTES);
    if (record.getInt(0) != checked.limit() || record.getInt(4) != Crc32c.of(checked)) {
      throw new QuarantinedException(
          "log", path.getFileName() + ": record " + index + " was damaged since it was written");
    }
    byte[] payload = new byte[checked.limit() - IDS_BYTES];
    checked.get(IDS_BYTES, payload);
    return new RecordLog.Entry(index, checked.getLong(8), payload);
  }

  private ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer to = ByteBuffer.allocate(length);
    while (to.hasRemaining()) {
      if (file.read(to, at + to.position()) < 0) {
        throw new EOFException(Objects.toString(path.getFileName()) + " ended early");
      }
    }
    return to.flip();
  }

  /** Cuts the file behind the record with this index, which may be first - 1, and forces it. */
  void truncate(long lastKept) throws IOException {
    int keep = Math.toIntExact(lastKept - first + 1);
    if (keep < count) {
      end = starts[keep];
      count = keep;
    }
    file.truncate(end);
    file.force();
  }

  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
