package sandstore.node.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import sandstore.proto.TermRun;

/**
 * The entries of a log as its readers see them: which there are, of which terms, and in which
 * segment each lies.
 *
 * <p>This is the half of {@link RecordLog} that knows no order of forces, as that one knows no
 * lock. Any thread may read; one at a time may change, and it says here what has become true on the
 * disk (an append), or what is about to (a truncation). So a read never waits for a force, and
 * never finds an entry that may yet be lost.
 */
final class LogEntries {
  /** Held for writing only while memory is changed, or a file is cut. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private final ArrayDeque<Segment> segments;
  private final TermRuns terms;
  private volatile long first;
  private volatile long last;

  LogEntries(long first, LogRecovery recovered) {
    this.segments = recovered.segments();
    this.terms = recovered.terms();
    this.first = first;
    this.last = recovered.last();
  }

  // ---- for any thread

  long first() {
    return first;
  }

  /** first - 1 when there are none. */
  long last() {
    return last;
  }

  /** 0 when there is no such entry. */
  long term(long index) {
    lock.readLock().lock();
    try {
      return index < first || index > last ? 0 : terms.at(index);
    } finally {
      lock.readLock().unlock();
    }
  }

  RecordLog.@Nullable Entry get(long index) throws IOException {
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

  List<TermRun> terms() {
    lock.readLock().lock();
    try {
      return first > last ? List.of() : terms.list();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Of all segments together. */
  long bytes() {
    lock.readLock().lock();
    try {
      return segments.stream().mapToLong(Segment::bytes).sum();
    } finally {
      lock.readLock().unlock();
    }
  }

  // ---- for the one thread that changes the log

  private interface Change {
    void run() throws IOException;
  }

  private void change(Change change) throws IOException {
    lock.writeLock().lock();
    try {
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The one to append to. */
  @Nullable Segment newest() {
    return segments.peekLast();
  }

  void begin(Segment empty) throws IOException {
    change(() -> segments.addLast(empty));
  }

  /** They are durable in the newest segment, which is to know them now. */
  void add(List<RecordLog.Entry> entries, Segment.Written written) throws IOException {
    change(
        () -> {
          segments.getLast().keep(written);
          entries.forEach(e -> terms.add(e.index(), e.term()));
          last = entries.get(entries.size() - 1).index();
        });
  }

  /**
   * Hides the entries after {@code kept}.
   *
   * @return the segments that hold nothing else, newest first, to be deleted; then {@link #cut}
   */
  List<Segment> hideAfter(long kept) throws IOException {
    List<Segment> gone = new ArrayList<>();
    change(
        () -> {
          last = kept;
          terms.keepTo(kept);
          while (!segments.isEmpty() && segments.getLast().first() > kept) {
            gone.add(segments.removeLast());
          }
        });
    return gone;
  }

  /** Cuts the newest segment's file behind the last entry, and forces it. */
  void cut() throws IOException {
    change(
        () -> {
          if (!segments.isEmpty()) {
            segments.getLast().truncate(last);
          }
        });
  }

  /**
   * Hides the entries before {@code firstKept}.
   *
   * @return the segments that hold nothing else, oldest first, to be deleted
   */
  List<Segment> hideBefore(long firstKept) throws IOException {
    List<Segment> gone = new ArrayList<>();
    change(
        () -> {
          first = firstKept;
          terms.keepFrom(firstKept);
          if (firstKept > last) {
            terms.clear();
          }
          while (!segments.isEmpty() && segments.getFirst().last() < firstKept) {
            gone.add(segments.removeFirst());
          }
        });
    return gone;
  }

  /**
   * Hides all; the next entry has this index.
   *
   * @return all segments, oldest first, to be deleted
   */
  Deque<Segment> clear(long nextIndex) throws IOException {
    Deque<Segment> gone = new ArrayDeque<>(segments);
    change(
        () -> {
          segments.clear();
          terms.clear();
          first = nextIndex;
          last = nextIndex - 1;
        });
    return gone;
  }

  /** From now on there is nothing to read; {@link #last} stays. */
  void close() throws IOException {
    change(
        () -> {
          for (Segment segment : segments) {
            segment.close();
          }
          segments.clear();
          first = last + 1;
        });
  }
}
