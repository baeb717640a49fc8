package sandstore.node.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
 *   append           write records, force them; write the witness; return; force the witness
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
 * <p>The witness of an append is written before the append returns, but forced just after, while
 * the caller already goes on; the next append does not wait for it either. A second force in the
 * path would almost double the time of a small append. What this leaves open: the power fails
 * within that moment <em>and</em> the disk loses the very batch that it had reported as forced.
 *
 * <p><b>Failing.</b> After a write or a force failed, the log refuses every change: a force must
 * not be repeated, since the system may have dropped the pages and report success. Damage that is
 * found is a {@link QuarantinedException}, and nothing is deleted before the check has passed.
 *
 * <p>Outside this model: a whole folder put back from yesterday, witness and all. That is for
 * others to see, who remember what this node had.
 *
 * <p>Threads may share it: changes come one at a time, and reads do not wait for a force.
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
  private final Object changing = new Object();

  /** Guards what follows; held for writing only while it is changed, not while the disk works. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final ArrayDeque<Segment> segments;
  private final TermRuns terms;
  private volatile long first;
  private volatile long last;

  private @Nullable IOException broken; // guarded by `changing`

  private RecordLog(
      Disk disk, Path folder, int segmentBytes, Witness witness, LogRecovery recovered) {
    this.disk = disk;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.witness = witness;
    this.segments = recovered.segments();
    this.terms = recovered.terms();
    this.first = witness.promise().first();
    this.last = recovered.last();
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
      witness.force(log.promise(witness.promise().generation(), log.first, log.last));
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

  private Witness.Promise promise(long generation, long newFirst, long newLast) {
    return new Witness.Promise(
        generation, newFirst, newLast, newLast < newFirst ? 0 : terms.at(newLast), stamp());
  }

  /** Of the oldest entry kept; lastIndex + 1 when empty. */
  public long firstIndex() {
    return first;
  }

  public long lastIndex() {
    return last;
  }

  /** 0 when there is no such entry. */
  public long term(long index) {
    lock.readLock().lock();
    try {
      return index < first || index > last ? 0 : terms.at(index);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Null when there is no such entry.
   *
   * @throws QuarantinedException when its bytes are not what was written
   */
  public @Nullable Entry get(long index) throws IOException {
    lock.readLock().lock();
    try {
      if (index < first || index > last) {
        return null;
      }
      Segment holder = segments.getLast();
      for (var older = segments.descendingIterator(); holder.first() > index; ) {
        holder = older.next();
      }
      return holder.get(index);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The terms of the entries kept, oldest first. */
  public List<TermRun> terms() {
    lock.readLock().lock();
    try {
      return first > last ? List.of() : terms.list();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Durable on return. Indexes continue lastIndex without a gap, and terms never fall.
   *
   * @throws IllegalArgumentException when they do not; nothing is written then
   */
  public void append(List<Entry> entries) throws IOException {
    change(
        () -> {
          if (entries.isEmpty()) {
            return;
          }
          checkOrder(entries);
          Segment tail = tail();
          Segment.Written written = tail.write(entries);
          Entry newest = entries.get(entries.size() - 1);
          witness.note(
              new Witness.Promise(
                  witness.promise().generation(), first, newest.index(), newest.term(), stamp()));
          publish(
              () -> {
                tail.keep(written);
                entries.forEach(e -> terms.add(e.index(), e.term()));
                last = newest.index();
              });
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
    lock.readLock().lock();
    try {
      return segments.stream().mapToLong(Segment::bytes).sum();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void checkOrder(List<Entry> entries) {
    long index = last;
    long term = first > last ? 0 : terms.last();
    for (Entry e : entries) {
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
    if (!segments.isEmpty() && segments.getLast().bytes() < segmentBytes) {
      return segments.getLast();
    }
    Segment made =
        Segment.create(disk, folder, new Segment.Name(witness.promise().generation(), last + 1));
    disk.forceFolder(folder);
    publish(() -> segments.addLast(made));
    return made;
  }

  /** Forgets the entries after {@code lastKept}. */
  public void truncateSuffix(long lastKept) throws IOException {
    change(
        () -> {
          long kept = Math.max(lastKept, first - 1);
          if (kept >= last) {
            return;
          }
          witness.force(promise(witness.promise().generation(), first, kept));
          lock.writeLock().lock();
          try {
            last = kept;
            terms.keepTo(kept);
            boolean dropped = false;
            while (!segments.isEmpty() && segments.getLast().first() > kept) {
              delete(segments.removeLast());
              dropped = true;
            }
            if (dropped) {
              disk.forceFolder(folder);
            }
            if (!segments.isEmpty()) {
              segments.getLast().truncate(kept);
            }
          } finally {
            lock.writeLock().unlock();
          }
        });
  }

  /** Forgets the entries before {@code firstKept}; past the end, the next one has that index. */
  public void truncatePrefix(long firstKept) throws IOException {
    if (firstKept > last + 1) {
      reset(firstKept);
      return;
    }
    change(
        () -> {
          if (firstKept <= first) {
            return;
          }
          witness.force(promise(witness.promise().generation(), firstKept, last));
          List<Path> dropped = new ArrayList<>();
          publish(
              () -> {
                first = firstKept;
                keepFrom(firstKept, dropped);
              });
          for (Path path : dropped) {
            disk.delete(path);
          }
          if (!dropped.isEmpty()) {
            disk.forceFolder(folder);
          }
        });
  }

  /** Forgets everything; the next entry has this index. */
  public void reset(long nextIndex) throws IOException {
    change(
        () -> {
          witness.force(
              new Witness.Promise(
                  witness.promise().generation() + 1, nextIndex, nextIndex - 1, 0, stamp()));
          Deque<Segment> old = new ArrayDeque<>(segments);
          publish(
              () -> {
                segments.clear();
                terms.clear();
                first = nextIndex;
                last = nextIndex - 1;
              });
          for (Segment segment : old) {
            delete(segment);
          }
          disk.forceFolder(folder);
        });
  }

  /** Closes the segments whose every entry lies before {@code index}; adds them to be deleted. */
  private void keepFrom(long index, List<Path> dropped) throws IOException {
    terms.keepFrom(index);
    if (index > last) {
      terms.clear();
    }
    while (!segments.isEmpty() && segments.getFirst().last() < index) {
      Segment old = segments.removeFirst();
      old.close();
      dropped.add(old.path());
    }
  }

  private void delete(Segment segment) throws IOException {
    segment.close();
    disk.delete(segment.path());
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

  /** Makes a change visible to readers. */
  private void publish(Change change) throws IOException {
    lock.writeLock().lock();
    try {
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (changing) {
      broken = new IOException("the log is closed");
      publish(
          () -> {
            for (Segment segment : segments) {
              segment.close();
            }
            segments.clear();
            first = last + 1;
          });
      witness.close();
    }
  }
}
