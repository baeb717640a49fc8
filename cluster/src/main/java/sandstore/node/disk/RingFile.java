package sandstore.node.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import sandstore.wire.RingFormat;

/**
 * The newest records in a file of fixed size, written through memory that is mapped on it. Threads
 * may share it.
 *
 * <p>A record is safe from the end of this process, by SIGKILL too, when {@link #append} has
 * returned: the page belongs to the system, which writes it back in its own time. It is not safe
 * from a power loss; nothing is forced. How the records lie there, and why a reader in another
 * process needs no lock, is said in {@link RingFormat}.
 */
public final class RingFile implements Closeable {
  /** Some hundred thousand events. */
  public static final int DEFAULT_BYTES = 8 << 20;

  private final MappedByteBuffer file;
  private ByteBuffer segment;
  private long generation;
  private int at;
  private boolean closed;

  private RingFile(MappedByteBuffer file) {
    this.file = file;
    this.generation = RingFormat.newest(file);
    if (generation == 0) {
      generation = 1;
      this.segment = RingFormat.segment(file, 0);
      RingFormat.writeHeader(segment, generation);
      this.at = RingFormat.HEADER_BYTES;
    } else {
      this.segment = RingFormat.segment(file, RingFormat.slot(generation));
      this.at = end();
      wipeTail();
    }
  }

  /**
   * Goes on after the last whole record of an existing file. A file of another size is begun anew.
   *
   * @param bytes size of the file, a multiple of {@link RingFormat#SEGMENTS}
   */
  public static RingFile open(Path path, int bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new RingFile(Mapped.file(channel, bytes));
    }
  }

  private int end() {
    int end = RingFormat.HEADER_BYTES;
    for (byte[] r = RingFormat.readRecord(segment, generation, end);
        r != null;
        r = RingFormat.readRecord(segment, generation, end)) {
      end += RingFormat.RECORD_HEADER_BYTES + r.length;
    }
    return end;
  }

  /** After a power loss, whole records may stand behind one that was lost; they must not return. */
  private void wipeTail() {
    segment.put(at, new byte[segment.capacity() - at]);
  }

  /**
   * @return false when the record is larger than a segment, or the ring is closed: it is not kept
   */
  public synchronized boolean append(byte[] record) {
    if (closed
        || record.length
            > segment.capacity() - RingFormat.HEADER_BYTES - RingFormat.RECORD_HEADER_BYTES) {
      return false;
    }
    int next = RingFormat.writeRecord(segment, generation, at, record);
    if (next < 0) {
      generation++;
      segment = RingFormat.segment(file, RingFormat.slot(generation));
      RingFormat.writeHeader(segment, generation);
      next = RingFormat.writeRecord(segment, generation, RingFormat.HEADER_BYTES, record);
    }
    at = next;
    return true;
  }

  /** Like {@link RingFormat#read(ByteBuffer, Predicate)}; does not hold up {@link #append}. */
  public List<byte[]> records(Predicate<byte[]> enough) {
    return RingFormat.read(file, enough);
  }

  /** From now on nothing is kept. The mapping goes when the garbage collector finds it unused. */
  @Override
  public synchronized void close() {
    closed = true;
  }
}
