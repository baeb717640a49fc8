package sandstore.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import sandstore.proto.Event;

/**
 * Reads the {@code events.log} of a node that is dead, paused, or alive and writing. Leaves the
 * file as it is.
 */
public final class EventLogFile {
  /** In the node's folder. */
  public static final String NAME = "events.log";

  private EventLogFile() {}

  /**
   * The events that are still in the ring, in the order in which they happened, over all
   * incarnations. A last one that is half written is left out. Empty when there is no file yet.
   */
  public static List<Event> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return parse(RingFormat.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The events in an image of the file. */
  public static List<Event> read(ByteBuffer image) {
    return parse(RingFormat.read(image));
  }

  /** Each record is one event. */
  public static List<Event> parse(List<byte[]> records) {
    List<Event> events = new ArrayList<>(records.size());
    for (byte[] record : records) {
      try {
        events.add(Event.parseFrom(record));
      } catch (InvalidProtocolBufferException e) {
        throw new UncheckedIOException("a record with a valid checksum is no event", e);
      }
    }
    return events;
  }
}
