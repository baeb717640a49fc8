package sandstore.lab.record;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import sandstore.lab.LabEvent;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Pictures;

/**
 * Writes a recording. The file has its name only when it is whole; until then it is {@code
 * NAME.unfinished}. Not thread-safe.
 */
public final class Recorder implements Closeable {
  private final Path file;
  private final Path unfinished;
  private final DataOutputStream out;
  private long events;
  private long last;

  /**
   * @param start what was known before the first event
   * @param order of the last event before it
   */
  public Recorder(Path file, ClusterView start, long order, long nowNanos) throws IOException {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)));
    this.last = order;
    out.write(RecordingFormat.MAGIC);
    frame(order, nowNanos, Pictures.of(start).toByteArray());
  }

  /** Writes all that a timeline holds; returns how many events that were. */
  public static long save(Path file, Timeline timeline) throws IOException {
    long last = timeline.last();
    long first = timeline.first();
    // the first moment whose view can be had
    while (first > 1 && first <= last && timeline.viewAt(first).topology().isEmpty()) {
      first++;
    }
    long begin = first == 1 ? 0 : first;
    long nanos = timeline.event(Math.max(1, begin)).map(LabEvent::receivedNanos).orElse(0L);
    ClusterView start = begin == 0 ? ClusterView.EMPTY : timeline.viewAt(begin);
    try (Recorder recorder = new Recorder(file, start, begin, nanos)) {
      for (long i = begin + 1; i <= last; i++) {
        var event = timeline.event(i);
        if (event.isPresent()) {
          recorder.add(event.get());
        }
      }
      return recorder.events;
    }
  }

  /** The order must be one more than the last one's. */
  public void add(LabEvent event) throws IOException {
    if (event.order() != last + 1) {
      throw new IOException("events between e" + last + " and e" + event.order() + " are missing");
    }
    last = event.order();
    events++;
    frame(event.order(), event.receivedNanos(), event.event().toByteArray());
  }

  public long events() {
    return events;
  }

  private void frame(long order, long nanos, byte[] message) throws IOException {
    ByteBuffer stamp = ByteBuffer.allocate(RecordingFormat.STAMP).putLong(order).putLong(nanos);
    CRC32C crc = new CRC32C();
    crc.update(stamp.array());
    crc.update(message);
    out.writeInt(message.length);
    out.writeInt((int) crc.getValue());
    out.write(stamp.array());
    out.write(message);
  }

  /** Writes the end, and gives the file its name. */
  @Override
  public void close() throws IOException {
    try (out) {
      byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(events).array();
      CRC32C crc = new CRC32C();
      crc.update(count);
      out.writeInt(RecordingFormat.END);
      out.writeInt((int) crc.getValue());
      out.write(count);
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
