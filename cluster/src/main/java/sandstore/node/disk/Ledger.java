package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import sandstore.wire.RingFormat;
import sandstore.wire.ledger.Entry;
import sandstore.wire.ledger.LedgerFormat;
import sandstore.wire.ledger.Unforced;

/**
 * Writes the ledger of what is not durable, through memory that is mapped on its file, and knows
 * what it says. Threads may share it. An entry costs a copy and a checksum; there is no system call
 * in it.
 *
 * <p>What an earlier process of this node left unforced is still so: its ledger goes on.
 */
final class Ledger {
  private final MappedByteBuffer file;
  private final Unforced state = new Unforced();
  private ByteBuffer segment;
  private long generation;
  private int at;
  private long sequence;
  private int files;

  private Ledger(MappedByteBuffer file) {
    this.file = file;
    this.generation = RingFormat.newest(file);
    if (generation > 0) {
      LedgerFormat.read(RingFormat.segment(file, RingFormat.slot(generation)), generation, state);
    }
    for (Unforced.Name name : state.names()) {
      sequence = Math.max(sequence, Math.max(name.sequence(), name.kept()));
    }
    for (Unforced.Body body : state.bodies()) {
      files = Math.max(files, body.file());
      body.overwritten().forEach(o -> sequence = Math.max(sequence, o.sequence()));
    }
    this.segment = file; // until the next line
    begin();
  }

  static Ledger open(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Ledger(Mapped.file(channel, LedgerFormat.BYTES));
    }
  }

  /** Begins the next segment with the state as it is. */
  private void begin() {
    generation++;
    segment = RingFormat.segment(file, RingFormat.slot(generation));
    at = LedgerFormat.begin(segment, generation, state);
    if (at < 0) {
      throw new IllegalStateException("more is unforced than the ledger can hold");
    }
  }

  /** Safe from SIGKILL on return. */
  synchronized void add(Entry entry) {
    byte[] record = LedgerFormat.encode(entry);
    int next = RingFormat.writeRecord(segment, generation, at, record);
    if (next < 0) {
      begin();
      next = RingFormat.writeRecord(segment, generation, at, record);
    }
    at = next;
    entry.applyTo(state);
  }

  /** A number for a change, or for a kept file; each is used once. */
  synchronized long next() {
    return ++sequence;
  }

  /** The newest number that was given. */
  synchronized long sequence() {
    return sequence;
  }

  /** A number for a file's bytes. */
  synchronized int nextFile() {
    return ++files;
  }

  /** Asks the state, which stands still meanwhile. */
  synchronized <T> T ask(Function<Unforced, T> question) {
    return question.apply(state);
  }
}
