package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.wire.ledger.Entry;

/**
 * The bytes of one file, whoever has it open: how much of them is durable. Threads may share it.
 *
 * <p>A write that is under way when a force begins may be covered by it or not, so it counts as not
 * covered.
 */
final class FileBytes {
  /** More than this is not kept of what is overwritten: such a write is forced at once. */
  private static final int MOST_KEPT_BYTES = 16 << 10;

  private static final int PIECE_BYTES = 4096;

  /** A write under way, or a force that began. */
  record Moment(long sequence, long length) {}

  private final Ledger ledger;
  private final int file;
  private final List<Moment> writing = new ArrayList<>(2);
  private @Nullable String path; // null once nothing has a name for it
  private long forced;
  private long written;
  private int keptBytes;
  private boolean dirty; // and the ledger says so
  private boolean broken;
  int handles; // guarded by the disk

  /**
   * @param length of the file as it is
   * @param forced length of its durable part
   * @param dirty whether the ledger knows of it already
   */
  FileBytes(Ledger ledger, int file, String path, long length, long forced, boolean dirty) {
    this.ledger = ledger;
    this.file = file;
    this.path = path;
    this.written = length;
    this.forced = forced;
    this.dirty = dirty;
  }

  /** Notes what is about to be written. */
  synchronized Moment beginWrite(DiskFile old, int length, long position) throws IOException {
    String name = path;
    if (!dirty && name != null) {
      ledger.add(new Entry.Dirty(file, forced, List.of(name)));
      dirty = true;
    }
    long sequence = ledger.next(); // before those of the old bytes: no force covers half of it
    int over = (int) Math.max(0, Math.min(length, forced - position));
    if (over <= MOST_KEPT_BYTES) {
      keepOld(old, position, over);
    }
    keptBytes += over;
    Moment write = new Moment(sequence, position);
    writing.add(write);
    return write;
  }

  private void keepOld(DiskFile old, long position, int length) throws IOException {
    int left = length;
    long from = position;
    while (left > 0) {
      ByteBuffer piece = ByteBuffer.allocate(Math.min(left, PIECE_BYTES));
      int n = Math.max(0, old.read(piece, from));
      if (n == 0) {
        return; // shorter than it was: nothing to be kept
      }
      byte[] bytes = new byte[n];
      piece.flip().get(bytes);
      ledger.add(new Entry.Overwritten(ledger.next(), file, from, bytes));
      from += n;
      left -= n;
    }
  }

  /**
   * @return whether the file must be forced now, since too much of it was overwritten
   */
  synchronized boolean endWrite(Moment write, int length) {
    writing.remove(write);
    written = Math.max(written, write.length() + length);
    return keptBytes > MOST_KEPT_BYTES;
  }

  /** What a force that begins now covers. */
  synchronized Moment beginForce() throws IOException {
    if (broken) {
      throw new IOException("a force of this file failed, and may not be tried again");
    }
    long upTo = ledger.sequence();
    long length = written;
    for (Moment write : writing) {
      upTo = Math.min(upTo, write.sequence() - 1);
      length = Math.min(length, write.length());
    }
    return new Moment(upTo, length);
  }

  synchronized void endForce(Moment force) {
    forced = Math.min(written, Math.max(forced, force.length()));
    keptBytes = 0;
    if (!dirty) {
      return;
    }
    boolean more =
        !writing.isEmpty()
            || written > forced
            || ledger.ask(
                s -> {
                  var body = s.body(file);
                  return body != null
                      && body.overwritten().stream().anyMatch(o -> o.sequence() > force.sequence());
                });
    ledger.add(more ? new Entry.Forced(file, forced, force.sequence()) : new Entry.Clean(file));
    dirty = more;
  }

  synchronized void forceFailed() {
    broken = true;
  }

  /** Counts as durable at once. */
  synchronized void beginTruncate(long size) {
    forced = Math.min(forced, size);
    written = Math.min(written, size);
    if (dirty) {
      ledger.add(new Entry.Forced(file, forced, 0));
    }
  }

  /** Whether a force would do any good. */
  synchronized boolean wantsForce() {
    return dirty && !broken;
  }

  synchronized boolean isDirty() {
    return dirty;
  }

  synchronized @Nullable String path() {
    return path;
  }

  /**
   * The file has another name, or none.
   *
   * @param entry says so in the ledger; null when it has been said
   */
  synchronized void moved(@Nullable Entry entry, @Nullable String to) {
    if (entry != null) {
      ledger.add(entry);
    }
    path = to;
  }
}
