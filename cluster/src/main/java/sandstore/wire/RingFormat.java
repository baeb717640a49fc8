package sandstore.wire;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a ring of records lies in a file of fixed size. Pure: it sees the file only as bytes.
 *
 * <p>The file is {@link #SEGMENTS} equal segments, filled one after the other, round and round. A
 * segment begins with a header
 *
 * <pre>  magic (8) | generation (8), counted from 1 | CRC-32C of these (4) | 0 (4)</pre>
 *
 * and goes on with records that never cross its end
 *
 * <pre>  length (4), not 0 | CRC-32C (4) of generation, length and bytes | bytes</pre>
 *
 * up to the first place that holds no whole record. Since the checksum covers the generation, what
 * an earlier lap left behind is never taken for a record, and neither is one that is half written.
 *
 * <p>Nothing needs a lock between one writer and many readers, in one process or in several: {@link
 * #read} goes from the newest segment back. When a segment exists, the one before it is complete;
 * so a reader gets a run of records without a hole, which at worst ends a little early and starts a
 * little late.
 */
public final class RingFormat {
  public static final int SEGMENTS = 8;
  public static final int HEADER_BYTES = 24;
  public static final int RECORD_HEADER_BYTES = 8;

  private static final long MAGIC = 0x53414e4452494e47L; // "SANDRING"

  private RingFormat() {}

  /** Starts a segment over. */
  public static void writeHeader(ByteBuffer segment, long generation) {
    segment.putLong(0, MAGIC);
    segment.putLong(8, generation);
    segment.putInt(16, headerCrc(generation));
    segment.putInt(20, 0);
  }

  /** The segment's generation; 0 when it has no valid header. */
  public static long generation(ByteBuffer segment) {
    long generation = segment.getLong(8);
    return segment.getLong(0) == MAGIC && segment.getInt(16) == headerCrc(generation)
        ? generation
        : 0;
  }

  private static int headerCrc(long generation) {
    return Crc32c.of(ByteBuffer.allocate(16).putLong(MAGIC).putLong(generation).flip());
  }

  /**
   * Puts a record at this place.
   *
   * @return where the next one goes; -1 when this one does not fit any more, and nothing was done
   */
  public static int writeRecord(ByteBuffer segment, long generation, int at, byte[] record) {
    int end = at + RECORD_HEADER_BYTES + record.length;
    if (record.length == 0 || end > segment.capacity() || end < 0) {
      return -1;
    }
    segment.put(at + RECORD_HEADER_BYTES, record);
    segment.putInt(at + 4, recordCrc(generation, record));
    segment.putInt(at, record.length);
    return end;
  }

  /** A copy of the record at this place; null when no whole one of this generation is there. */
  public static byte @Nullable [] readRecord(ByteBuffer segment, long generation, int at) {
    if (at + RECORD_HEADER_BYTES > segment.capacity()) {
      return null;
    }
    int length = segment.getInt(at);
    if (length <= 0 || length > segment.capacity() - at - RECORD_HEADER_BYTES) {
      return null;
    }
    byte[] record = new byte[length];
    segment.get(at + RECORD_HEADER_BYTES, record);
    // Checked on the copy: a writer may be overwriting the place at this moment.
    return segment.getInt(at + 4) == recordCrc(generation, record) ? record : null;
  }

  private static int recordCrc(long generation, byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(12).putLong(generation).putInt(record.length).flip());
    crc.update(record);
    return (int) crc.getValue();
  }

  /** The segment in this slot, as a view of the file's bytes. */
  public static ByteBuffer segment(ByteBuffer file, int slot) {
    int bytes = file.capacity() / SEGMENTS;
    return file.slice(slot * bytes, bytes);
  }

  /** The slot that a generation lives in. */
  public static int slot(long generation) {
    return (int) ((generation - 1) % SEGMENTS);
  }

  /** The highest generation in the file; 0 when there is none. */
  public static long newest(ByteBuffer file) {
    long newest = 0;
    if (file.capacity() < SEGMENTS * HEADER_BYTES) {
      return newest; // about to be made
    }
    for (int slot = 0; slot < SEGMENTS; slot++) {
      newest = Math.max(newest, generation(segment(file, slot)));
    }
    return newest;
  }

  /** All records, oldest first. */
  public static List<byte[]> read(ByteBuffer file) {
    return read(file, first -> false);
  }

  /**
   * The newest records, oldest first, whole segments at a time.
   *
   * @param enough asked with the first record of each segment, from the newest back: whether
   *     segments before this one are of no interest
   */
  public static List<byte[]> read(ByteBuffer file, Predicate<byte[]> enough) {
    Deque<List<byte[]>> segments = new ArrayDeque<>();
    long newest = newest(file);
    for (long g = newest; g > 0 && g > newest - SEGMENTS; g--) {
      ByteBuffer segment = segment(file, slot(g));
      if (generation(segment) != g) {
        break; // never written, or overwritten by now
      }
      List<byte[]> records = records(segment, g);
      segments.addFirst(records);
      if (!records.isEmpty() && enough.test(records.get(0))) {
        break;
      }
      if (records.isEmpty() && g != newest) {
        break; // damaged: what is before it would leave a hole
      }
    }
    List<byte[]> all = new ArrayList<>();
    segments.forEach(all::addAll);
    return all;
  }

  private static List<byte[]> records(ByteBuffer segment, long generation) {
    List<byte[]> records = new ArrayList<>();
    int at = HEADER_BYTES;
    for (byte[] r = readRecord(segment, generation, at);
        r != null;
        r = readRecord(segment, generation, at)) {
      records.add(r);
      at += RECORD_HEADER_BYTES + r.length;
    }
    return records;
  }
}
