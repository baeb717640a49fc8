package sandstore.node.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.wire.Crc32c;

/**
 * A small file beside a log that says what the log must hold. A log that holds less was damaged.
 *
 * <p>It has three slots, a page apart, each with a checksum and a rising sequence; the valid one
 * with the highest sequence counts. A write never touches the slot that is known to be on the disk,
 * nor the one that is being forced, so whatever tears, one good slot is left. One thread of its own
 * does the forcing, so that a writer can go on while the disk works.
 */
final class Witness implements Closeable {
  /**
   * @param generation of the segments that count; all others are left over
   * @param first index of the oldest entry kept
   * @param last index of the newest entry that was durable; first - 1 when there is none
   * @param lastTerm the term of that entry; 0 when there is none
   * @param stamp a number of the log's owner; see {@link RecordLog#stamp}
   */
  record Promise(long generation, long first, long last, long lastTerm, long stamp) {}

  private static final long MAGIC = 0x53414e4457495431L; // SANDWIT1
  private static final int SLOTS = 3;
  private static final int SLOT_BYTES = 4096;
  private static final int CHECKED_BYTES = 7 * Long.BYTES;
  private static final int NONE = -1;

  /**
   * So long a note may wait for the next ones. A force for each costs as much as one of the log,
   * and the disk does one at a time.
   */
  private static final long MOMENT_NANOS = 20_000_000;

  private final DiskFile file;
  private final Thread forcer;
  private Promise promise;
  private long sequence;
  private int latest; // the slot that holds `promise`
  private int durable; // the newest slot that was forced
  private int forcing = NONE;
  private long durableSequence;
  private int hurried; // threads that wait for a force
  private boolean closed;
  private @Nullable IOException failure;

  private Witness(DiskFile file, Promise promise, long sequence, int slot) {
    this.file = file;
    this.promise = promise;
    this.sequence = sequence;
    this.durableSequence = sequence;
    this.latest = slot;
    this.durable = slot;
    this.forcer = new Thread(this::forceForEver, "log-witness");
    forcer.setDaemon(true);
    forcer.start();
  }

  /** The name is not yet durable: that is the caller's, with the folder. */
  static void create(Disk disk, Path path, Promise promise) throws IOException {
    try (DiskFile file = disk.open(path, Disk.Mode.CREATE)) {
      ByteBuffer all = ByteBuffer.allocate(SLOTS * SLOT_BYTES);
      all.put(encode(1, promise)).clear();
      file.writeFully(all, 0);
      file.force();
    }
  }

  static Witness open(Disk disk, Path path) throws IOException {
    if (!disk.exists(path)) {
      throw new QuarantinedException("log", "the log's witness is missing");
    }
    DiskFile file = disk.open(path, Disk.Mode.WRITE);
    int best = NONE;
    long bestSequence = 0;
    @Nullable Promise found = null;
    for (int slot = 0; slot < SLOTS; slot++) {
      ByteBuffer bytes = read(file, slot);
      if (bytes != null && bytes.getLong(8) > bestSequence) {
        best = slot;
        bestSequence = bytes.getLong(8);
        found =
            new Promise(
                bytes.getLong(16),
                bytes.getLong(24),
                bytes.getLong(32),
                bytes.getLong(40),
                bytes.getLong(48));
      }
    }
    if (found == null) {
      file.close();
      throw new QuarantinedException("log", "the log's witness is damaged");
    }
    file.force(); // a process that was killed may have left it unforced
    return new Witness(file, found, bestSequence, best);
  }

  private static @Nullable ByteBuffer read(DiskFile file, int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Integer.BYTES);
    long at = (long) slot * SLOT_BYTES;
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        return null;
      }
    }
    bytes.flip();
    int crc = bytes.getInt(CHECKED_BYTES);
    boolean good = bytes.getLong(0) == MAGIC && Crc32c.of(bytes.limit(CHECKED_BYTES)) == crc;
    return good ? bytes : null;
  }

  private static ByteBuffer encode(long sequence, Promise p) {
    ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Integer.BYTES);
    bytes.putLong(MAGIC).putLong(sequence);
    bytes.putLong(p.generation()).putLong(p.first()).putLong(p.last());
    bytes.putLong(p.lastTerm()).putLong(p.stamp());
    int crc = Crc32c.of(bytes.duplicate().flip());
    return bytes.putInt(crc).flip();
  }

  synchronized Promise promise() {
    return promise;
  }

  /**
   * Written when this returns, so that the death of the process does not undo it; forced within a
   * moment.
   */
  synchronized void note(Promise newPromise) throws IOException {
    check();
    boolean first = sequence == durableSequence; // the forcer waits for it, and else for the time
    int slot = 0;
    while (slot == durable || slot == forcing || (forcing == NONE && slot == latest)) {
      slot++;
    }
    file.writeFully(encode(sequence + 1, newPromise), (long) slot * SLOT_BYTES);
    sequence++;
    promise = newPromise;
    latest = slot;
    if (first) {
      notifyAll();
    }
  }

  /** Durable when this returns. */
  synchronized void force(Promise newPromise) throws IOException {
    note(newPromise);
    long mine = sequence;
    hurried++;
    notifyAll();
    try {
      while (durableSequence < mine) {
        check();
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the witness was forced");
    } finally {
      hurried--;
    }
  }

  private void check() throws IOException {
    if (failure != null) {
      throw new IOException("the log's witness could not be forced", failure);
    }
    if (closed) {
      throw new IOException("the log is closed");
    }
  }

  private void forceForEver() {
    try {
      while (true) {
        long upTo = takeUnforced();
        if (upTo == NONE) {
          return;
        }
        file.force();
        forced(upTo);
      }
    } catch (IOException e) {
      synchronized (this) {
        failure = e;
        notifyAll();
      }
    }
  }

  /** Waits for something to force; {@link #NONE} when closed and all is forced. */
  private synchronized long takeUnforced() {
    try {
      while (durableSequence == sequence) {
        if (closed) {
          return NONE;
        }
        wait();
      }
      long until = System.nanoTime() + MOMENT_NANOS;
      for (long left = MOMENT_NANOS; left > 0 && hurried == 0 && !closed; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = until - System.nanoTime();
      }
    } catch (InterruptedException e) {
      return NONE; // nobody interrupts this thread but the end of the process
    }
    forcing = latest;
    return sequence;
  }

  private synchronized void forced(long upTo) {
    durable = forcing;
    forcing = NONE;
    durableSequence = upTo;
    notifyAll();
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      forcer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
