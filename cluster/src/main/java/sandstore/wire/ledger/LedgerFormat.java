package sandstore.wire.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import sandstore.wire.RingFormat;

/**
 * How a ledger lies in a file: segments as in {@link RingFormat}, of which only the newest counts.
 * It begins with the whole state, said again, and its header is written after that; so a kill in
 * between leaves the segment before it in force. Pure: it sees the file only as bytes.
 */
public final class LedgerFormat {
  public static final int BYTES = 1 << 20;

  /** An entry with its paths fits in a record by far; a longer one is refused before. */
  public static final int MOST_PATH_BYTES = 1024;

  private LedgerFormat() {}

  /** The state that a file tells; empty for a file that tells none. */
  public static Unforced read(ByteBuffer file) {
    Unforced state = new Unforced();
    long generation = RingFormat.newest(file);
    if (generation > 0) {
      read(RingFormat.segment(file, RingFormat.slot(generation)), generation, state);
    }
    return state;
  }

  /** Adds up one segment; answers where its next record goes. */
  public static int read(ByteBuffer segment, long generation, Unforced state) {
    int at = RingFormat.HEADER_BYTES;
    for (byte[] r = RingFormat.readRecord(segment, generation, at);
        r != null;
        r = RingFormat.readRecord(segment, generation, at)) {
      decode(r).applyTo(state);
      at += RingFormat.RECORD_HEADER_BYTES + r.length;
    }
    return at;
  }

  /**
   * Begins a segment with a state, and then makes it the newest.
   *
   * @return where the next record goes; -1 when the state does not fit, and nothing has changed
   */
  public static int begin(ByteBuffer segment, long generation, Unforced state) {
    int at = RingFormat.HEADER_BYTES;
    for (Entry entry : state.entries()) {
      at = RingFormat.writeRecord(segment, generation, at, encode(entry));
      if (at < 0) {
        return -1;
      }
    }
    RingFormat.writeHeader(segment, generation);
    return at;
  }

  /** One record. */
  public static byte[] encode(Entry entry) {
    if (entry instanceof Entry.Created e) {
      return out(1, 8, e.path()).putLong(e.sequence()).array();
    }
    if (entry instanceof Entry.Deleting e) {
      return out(2, 16, e.path()).putLong(e.sequence()).putLong(e.kept()).array();
    }
    if (entry instanceof Entry.Renaming e) {
      return out(3, 24, e.from(), e.to())
          .putLong(e.sequence())
          .putLong(e.keptFrom())
          .putLong(e.keptTo())
          .array();
    }
    if (entry instanceof Entry.Renamed e) {
      return out(4, 0, e.from(), e.to()).array();
    }
    if (entry instanceof Entry.FolderForced e) {
      return out(5, 8, e.folder()).putLong(e.upTo()).array();
    }
    if (entry instanceof Entry.Named e) {
      return out(6, 16, e.path()).putLong(e.sequence()).putLong(e.kept()).array();
    }
    if (entry instanceof Entry.Dirty e) {
      return out(7, 12, e.places().toArray(String[]::new))
          .putInt(e.file())
          .putLong(e.forced())
          .array();
    }
    if (entry instanceof Entry.Overwritten e) {
      return out(8, 20 + e.old().length)
          .putLong(e.sequence())
          .putInt(e.file())
          .putLong(e.position())
          .put(e.old())
          .array();
    }
    if (entry instanceof Entry.Forced e) {
      return out(9, 20).putInt(e.file()).putLong(e.length()).putLong(e.upTo()).array();
    }
    return out(10, 4).putInt(((Entry.Clean) entry).file()).array();
  }

  /** A buffer of the right size, with the kind and the strings in it. */
  private static ByteBuffer out(int kind, int numbers, String... strings) {
    int size = 2 + numbers;
    List<byte[]> all = new ArrayList<>(strings.length);
    for (String s : strings) {
      byte[] bytes = s.getBytes(UTF_8);
      all.add(bytes);
      size += Short.BYTES + bytes.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).put((byte) kind).put((byte) strings.length);
    all.forEach(bytes -> out.putShort((short) bytes.length).put(bytes));
    return out;
  }

  static Entry decode(byte[] record) {
    ByteBuffer in = ByteBuffer.wrap(record);
    int kind = in.get();
    List<String> strings = new ArrayList<>();
    for (int left = in.get(); left > 0; left--) {
      byte[] bytes = new byte[in.getShort()];
      in.get(bytes);
      strings.add(new String(bytes, UTF_8));
    }
    return switch (kind) {
      case 1 -> new Entry.Created(in.getLong(), strings.get(0));
      case 2 -> new Entry.Deleting(in.getLong(), strings.get(0), in.getLong());
      case 3 ->
          new Entry.Renaming(
              in.getLong(), strings.get(0), strings.get(1), in.getLong(), in.getLong());
      case 4 -> new Entry.Renamed(strings.get(0), strings.get(1));
      case 5 -> new Entry.FolderForced(strings.get(0), in.getLong());
      case 6 -> new Entry.Named(in.getLong(), strings.get(0), in.getLong());
      case 7 -> new Entry.Dirty(in.getInt(), in.getLong(), strings);
      case 8 -> new Entry.Overwritten(in.getLong(), in.getInt(), in.getLong(), rest(in));
      case 9 -> new Entry.Forced(in.getInt(), in.getLong(), in.getLong());
      case 10 -> new Entry.Clean(in.getInt());
      default -> throw new IllegalArgumentException("a ledger has no entry of kind " + kind);
    };
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }
}
