package sandstore.lab.record;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.lab.view.Pictures;
import sandstore.proto.Event;
import sandstore.proto.Picture;

/** A recording that was read and found whole. Safe for use by several threads. */
public final class Recording implements Timeline {
  private static final int EVENTS_A_VIEW = 1000;

  private final ByteBuffer file;
  private final long start;
  private final int count;
  private final int[] places;
  private final ClusterView[] views;
  private ClusterView near;
  private long nearOrder;

  private Recording(ByteBuffer file, long start, int count, int[] places, ClusterView first) {
    this.file = file;
    this.start = start;
    this.count = count;
    this.places = places;
    this.views = new ClusterView[count / EVENTS_A_VIEW + 1];
    views[0] = first;
    near = first;
    nearOrder = start;
  }

  /**
   * Reads a recording whole, and checks it.
   *
   * @throws Refusal if it is none, is damaged, or of a version that is not known
   */
  public static Recording read(Path path) throws IOException {
    String name = Style.harmless(String.valueOf(path.getFileName()));
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new Refusal(name + " is larger than 2 GiB", "record less at a time");
      }
      ByteBuffer file = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      return read(name, file);
    }
  }

  /**
   * Reads one that is in memory, whole, and checks it.
   *
   * @param name for messages
   * @throws Refusal if it is none, is damaged, or of a version that is not known
   */
  public static Recording read(String name, byte[] bytes) {
    return read(name, ByteBuffer.wrap(bytes));
  }

  private static Recording read(String name, ByteBuffer file) {
    magic(name, file);
    int at = RecordingFormat.MAGIC.length;
    int[] places = new int[1024];
    int frames = 0;
    long start = 0;
    while (true) {
      int length = head(name, file, at, frames);
      if (length == RecordingFormat.END) {
        break;
      }
      check(name, file, at, RecordingFormat.STAMP + length, frames);
      long order = file.getLong(at + RecordingFormat.HEAD);
      if (frames == 0) {
        start = order;
      } else if (order != start + frames) {
        throw damaged(name, "event " + frames + " is out of its order");
      }
      if (frames == places.length) {
        places = Arrays.copyOf(places, 2 * places.length);
      }
      places[frames++] = at;
      at += RecordingFormat.HEAD + RecordingFormat.STAMP + length;
    }
    check(name, file, at, Long.BYTES, frames);
    long count = file.getLong(at + RecordingFormat.HEAD);
    if (frames == 0 || count != frames - 1) {
      throw damaged(name, "it should hold " + count + " events and holds " + (frames - 1));
    }
    if (at + RecordingFormat.HEAD + Long.BYTES != file.capacity()) {
      throw damaged(name, "something follows its end");
    }
    try {
      Picture picture = Picture.parseFrom(message(file, places[0]));
      ClusterView first = Pictures.view(picture, start);
      return new Recording(file, start, (int) count, places, first);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw damaged(name, "its first picture cannot be read");
    }
  }

  private static void magic(String name, ByteBuffer file) {
    byte[] magic = new byte[RecordingFormat.MAGIC.length];
    boolean whole = file.capacity() >= magic.length;
    if (whole) {
      file.get(0, magic);
    }
    int family = RecordingFormat.FAMILY.length;
    if (!whole || !Arrays.equals(magic, 0, family, RecordingFormat.FAMILY, 0, family)) {
      throw new Refusal(name + " is no recording of this lab", "record FILE makes one");
    }
    if (!Arrays.equals(magic, RecordingFormat.MAGIC)) {
      throw new Refusal(
          name + " is a recording of version " + (char) magic[family] + ", and this lab knows 1",
          "play it with the lab that made it");
    }
  }

  private static int head(String name, ByteBuffer file, int at, int frames) {
    if (file.capacity() - at < RecordingFormat.HEAD) {
      throw cutOff(name, frames);
    }
    int length = file.getInt(at);
    if (length < RecordingFormat.END || length > RecordingFormat.MOST) {
      throw damaged(name, "the length of event " + frames + " makes no sense");
    }
    return length;
  }

  private static void check(String name, ByteBuffer file, int at, int length, int frames) {
    if (file.capacity() - at - RecordingFormat.HEAD < length) {
      throw cutOff(name, frames);
    }
    CRC32C crc = new CRC32C();
    crc.update(file.slice(at + RecordingFormat.HEAD, length));
    if ((int) crc.getValue() != file.getInt(at + Integer.BYTES)) {
      throw damaged(name, "event " + frames + " is not what was written");
    }
  }

  private static Refusal cutOff(String name, int frames) {
    return new Refusal(
        name + " was cut off after " + Math.max(0, frames - 1) + " events",
        "a recording is whole once the command that writes it has ended");
  }

  private static Refusal damaged(String name, String how) {
    return new Refusal(name + " is damaged: " + how, "take another copy of it");
  }

  private static ByteBuffer message(ByteBuffer file, int at) {
    int from = at + RecordingFormat.HEAD + RecordingFormat.STAMP;
    return file.slice(from, file.getInt(at));
  }

  public long events() {
    return count;
  }

  @Override
  public long first() {
    return start + 1;
  }

  @Override
  public long last() {
    return start + count;
  }

  @Override
  public Optional<LabEvent> event(long order) {
    if (order <= start || order > last()) {
      return Optional.empty();
    }
    int at = places[(int) (order - start)];
    try {
      Event event = Event.parseFrom(message(file, at));
      return Optional.of(
          new LabEvent(order, file.getLong(at + RecordingFormat.HEAD + Long.BYTES), event));
    } catch (InvalidProtocolBufferException e) {
      return Optional.of(new LabEvent(order, nanos(order), Event.getDefaultInstance()));
    }
  }

  /** When the event was received, on the clock of the lab that recorded. */
  public long nanos(long order) {
    long there = Math.max(start, Math.min(last(), order));
    return file.getLong(places[(int) (there - start)] + RecordingFormat.HEAD + Long.BYTES);
  }

  /** Order of the last event that was received by then; that of the beginning if none was. */
  public long orderAt(long nanos) {
    long low = start;
    long high = last();
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (nanos(middle) <= nanos) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public synchronized ClusterView viewAt(long order) {
    long wanted = Math.max(start, Math.min(last(), order));
    int slot = (int) ((wanted - start) / EVENTS_A_VIEW);
    while (views[slot] == null) {
      slot--;
    }
    long from = start + (long) slot * EVENTS_A_VIEW;
    ClusterView view = views[slot];
    if (nearOrder <= wanted && nearOrder > from) {
      from = nearOrder;
      view = near;
    }
    for (long i = from + 1; i <= wanted; i++) {
      var event = event(i);
      if (event.isPresent()) {
        view = Fold.fold(view, event.get().event());
      }
      if ((i - start) % EVENTS_A_VIEW == 0) {
        views[(int) ((i - start) / EVENTS_A_VIEW)] = view;
      }
    }
    near = view;
    nearOrder = wanted;
    return view;
  }
}
