package sandstore.node.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.proto.TermRun;

/**
 * A log of entries on the disk, without gaps in its indexes, that knows how long it ought to be.
 *
 * <p><b>Files.</b> Records go into segments of some megabytes; a new one is begun when the last is
 * full. Dropping the oldest entries deletes whole segments, so compaction takes the time of a few
 * deletes and gives the space back at once. Which segments count, and from which index on, is said
 * by the {@link Witness}: their names carry a generation, and {@link #reset} begins a new one, so
 * that an old segment that outlived a crash is never taken for the log.
 *
 * <p><b>Short or shortened?</b> After {@code kill -9} in the middle of an append the last record
 * may be half there. Nobody was told that it is durable, so it may be cut off. After a disk lost
 * its tail the log looks just the same, but there the entry was acknowledged, and a node that
 * forgot it and votes or counts towards a majority loses data for everybody. A checksum cannot tell
 * the two apart; the witness can: it holds the last index that was durable, and its term.
 *
 * <p><b>The order.</b>
 *
 * <pre>
 *   append           write records, force them; write the witness; return; soon force the witness
 *   truncateSuffix   force a lower witness; delete segments, last first; cut the file; force
 *   truncatePrefix   force a witness with a higher first; delete segments; force the folder
 *   reset            force a witness of the next generation; delete segments; force the folder
 * </pre>
 *
 * So the witness never promises what is not yet on the disk: wherever a crash falls, the log holds
 * at least what the witness says. What it holds beyond that is whole records that nobody was
 * promised; they are kept, since they may as well have been acknowledged a moment later. (Raft
 * resolves them as it would any unacknowledged tail.)
 *
 * <p>The witness of an append is written before the append returns, but forced after it, while the
 * caller already goes on, at most {@code Witness.MOMENT_NANOS} later and once for all appends until
 * then. The next append does not wait for it either. A second force in the path would almost double
 * the time of a small append, and one beside each still makes the log's own wait for the disk. What
 * this leaves open: the power fails within that moment <em>and</em> the disk loses the very batch
 * that it had reported as forced.
 *
 * <p><b>Failing.</b> After a write or a force failed, the log refuses every change: a force must
 * not be repeated, since the system may have dropped the pages and report success. Damage that is
 * found is a {@link QuarantinedException}, and nothing is deleted before the check has passed.
 *
 * <p>Outside this model: a whole folder put back from yesterday, witness and all. That is for
 * others to see, who remember what this node had.
 *
 * <p>Threads may share it: changes come one at a time, and reads, which {@link LogEntries} answers,
 * do not wait for a force.
 */
public final class RecordLog implements Closeable {
  /** One entry. {@code term} is the view number in {@code replicated}, 1 in {@code basic}. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere but in tests, field by field
  public record Entry(long index, long term, byte[] payload) {}

  static final String WITNESS = "witness";
  private static final int SEGMENT_BYTES = 4 << 20;

  private final Disk disk;
  private final Path folder;
  private final int segmentBytes;
  private final Witness witness;
  private final LogEntries entries;
  private final Object changing = new Object();
  private @Nullable IOException broken; // guarded by `changing`

  private RecordLog(
      Disk disk, Path folder, int segmentBytes, Witness witness, LogRecovery recovered) {
    this.disk = disk;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.witness = witness;
    this.entries = new LogEntries(witness.promise().first(), recovered);
  }

  /**
   * Creates an empty one, beginning at index 1, only when {@code folder} does not exist yet.
   *
   * @throws QuarantinedException when it holds less than it should, or something else
   */
  public static RecordLog open(Disk disk, Path folder) throws IOException {
    return open(disk, folder, SEGMENT_BYTES);
  }

  static RecordLog open(Disk disk, Path folder, int segmentBytes) throws IOException {
    if (!disk.exists(folder)) {
      create(disk, folder);
    }
    Witness witness = Witness.open(disk, folder.resolve(WITNESS));
    try {
      LogRecovery recovered = LogRecovery.run(disk, folder, witness.promise());
      RecordLog log = new RecordLog(disk, folder, segmentBytes, witness, recovered);
      witness.force(log.promise(log.firstIndex(), log.lastIndex()));
      return log;
    } catch (IOException | RuntimeException e) {
      witness.close();
      throw e;
    }
  }

  /** The folder appears with its witness in it or not at all. */
  private static void create(Disk disk, Path folder) throws IOException {
    Path made = folder.resolveSibling(folder.getFileName() + ".new");
    disk.makeFolders(made);
    disk.delete(made.resolve(WITNESS));
    Witness.create(disk, made.resolve(WITNESS), new Witness.Promise(1, 1, 0, 0, 0));
    disk.forceFolder(made);
    disk.rename(made, folder);
    disk.forceFolder(Objects.requireNonNull(folder.getParent()));
  }

  /** That the log holds these entries. */
  private Witness.Promise promise(long first, long last) {
    long lastTerm = last < first ? 0 : entries.term(last);
    return new Witness.Promise(witness.promise().generation(), first, last, lastTerm, stamp());
  }

  /** Of the oldest entry kept; lastIndex + 1 when empty. */
  public long firstIndex() {
    return entries.first();
  }

  public long lastIndex() {
    return entries.last();
  }

  /** 0 when there is no such entry. */
  public long term(long index) {
    return entries.term(index);
  }

  /**
   * Null when there is no such entry.
   *
   * @throws QuarantinedException when its bytes are not what was written
   */
  public @Nullable Entry get(long index) throws IOException {
    return entries.get(index);
  }

  /** The terms of the entries kept, oldest first. */
  public List<TermRun> terms() {
    return entries.terms();
  }

  /**
   * Durable on return. Indexes continue lastIndex without a gap, and terms never fall.
   *
   * @throws IllegalArgumentException when they do not; nothing is written then
   */
  public void append(List<Entry> fresh) throws IOException {
    change(
        () -> {
          if (fresh.isEmpty()) {
            return;
          }
          checkOrder(fresh);
          Segment.Written written = tail().write(fresh);
          Entry newest = fresh.get(fresh.size() - 1);
          witness.note(
              new Witness.Promise(
                  witness.promise().generation(),
                  firstIndex(),
                  newest.index(),
                  newest.term(),
                  stamp()));
          entries.add(fresh, written);
        });
  }

  /** The number last given to {@link #stamp(long)}; 0 at first. */
  public long stamp() {
    return witness.promise().stamp();
  }

  /**
   * Keeps a number of the owner's in the witness. So the owner can see that another file of its own
   * is older than this log has known it to be.
   */
  public void stamp(long newStamp) throws IOException {
    change(
        () -> {
          Witness.Promise p = witness.promise();
          witness.force(
              new Witness.Promise(p.generation(), p.first(), p.last(), p.lastTerm(), newStamp));
        });
  }

  /** Of all segments together. */
  public long bytes() {
    return entries.bytes();
  }

  private void checkOrder(List<Entry> fresh) {
    long index = lastIndex();
    long term = entries.term(index);
    for (Entry e : fresh) {
      if (e.index() != ++index || e.term() < term) {
        throw new IllegalArgumentException(
            "entry %d of term %d cannot follow entry %d of term %d"
                .formatted(e.index(), e.term(), index - 1, term));
      }
      term = e.term();
    }
  }

  /** The segment to append to; a new one has a durable name. */
  private Segment tail() throws IOException {
    Segment newest = entries.newest();
    if (newest != null && newest.bytes() < segmentBytes) {
      return newest;
    }
    Segment.Name name = new Segment.Name(witness.promise().generation(), lastIndex() + 1);
    Segment made = Segment.create(disk, folder, name);
    disk.forceFolder(folder);
    entries.begin(made);
    return made;
  }

  /** Forgets the entries after {@code lastKept}. */
  public void truncateSuffix(long lastKept) throws IOException {
    change(
        () -> {
          long kept = Math.max(lastKept, firstIndex() - 1);
          if (kept >= lastIndex()) {
            return;
          }
          witness.force(promise(firstIndex(), kept));
          deleteAny(entries.hideAfter(kept));
          entries.cut();
        });
  }

  /** Forgets the entries before {@code firstKept}; past the end, the next one has that index. */
  public void truncatePrefix(long firstKept) throws IOException {
    if (firstKept > lastIndex() + 1) {
      reset(firstKept);
      return;
    }
    change(
        () -> {
          if (firstKept <= firstIndex()) {
            return;
          }
          witness.force(promise(firstKept, lastIndex()));
          deleteAny(entries.hideBefore(firstKept));
        });
  }

  /** Forgets everything; the next entry has this index. */
  public void reset(long nextIndex) throws IOException {
    change(
        () -> {
          witness.force(
              new Witness.Promise(
                  witness.promise().generation() + 1, nextIndex, nextIndex - 1, 0, stamp()));
          delete(entries.clear(nextIndex));
          disk.forceFolder(folder);
        });
  }

  private void delete(Collection<Segment> gone) throws IOException {
    for (Segment segment : gone) {
      segment.close();
      disk.delete(segment.path());
    }
  }

  private void deleteAny(Collection<Segment> gone) throws IOException {
    delete(gone);
    if (!gone.isEmpty()) {
      disk.forceFolder(folder);
    }
  }

  private interface Change {
    void run() throws IOException;
  }

  /** One change at a time, and none after one has failed. */
  private void change(Change change) throws IOException {
    synchronized (changing) {
      if (broken != null) {
        throw new IOException("the log refuses changes since one failed", broken);
      }
      try {
        change.run();
      } catch (IOException e) {
        broken = e;
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (changing) {
      broken = new IOException("the log is closed");
      entries.close();
      witness.close();
    }
  }
}
