package sandstore.node.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;

/**
 * What of a log's folder is the log. First it only reads and compares with the witness; nothing is
 * changed before that has gone well, so that a damaged log stays as it was found.
 */
final class LogRecovery {
  private final Disk disk;
  private final Path folder;
  private final Witness.Promise promise;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private final TermRuns terms = new TermRuns();
  private final List<Path> leftOver = new ArrayList<>();
  private @Nullable String flaw; // why reading ended before the end

  private LogRecovery(Disk disk, Path folder, Witness.Promise promise) {
    this.disk = disk;
    this.folder = folder;
    this.promise = promise;
  }

  /**
   * Reads, checks, and then puts the folder in order.
   *
   * @throws QuarantinedException when the log holds less than was promised, or something else
   */
  static LogRecovery run(Disk disk, Path folder, Witness.Promise promise) throws IOException {
    LogRecovery recovery = new LogRecovery(disk, folder, promise);
    try {
      recovery.read();
      recovery.check();
      recovery.tidy();
      return recovery;
    } catch (IOException | RuntimeException e) {
      for (Segment segment : recovery.segments) {
        segment.close();
      }
      throw e;
    }
  }

  ArrayDeque<Segment> segments() {
    return segments;
  }

  TermRuns terms() {
    return terms;
  }

  /** first - 1 when the log is empty. */
  long last() {
    long read = segments.isEmpty() ? 0 : segments.getLast().last();
    return Math.max(read, promise.first() - 1);
  }

  private void read() throws IOException {
    List<Segment.Name> names = new ArrayList<>();
    for (String fileName : disk.list(folder)) {
      Segment.Name name = Segment.Name.parse(fileName);
      if (name != null && name.generation() == promise.generation()) {
        names.add(name);
      } else if (!fileName.equals(RecordLog.WITNESS)) {
        leftOver.add(folder.resolve(fileName));
      }
    }
    // Of those that begin at or before the first entry only the last can hold it.
    while (names.size() > 1 && names.get(1).first() <= promise.first()) {
      leftOver.add(folder.resolve(names.remove(0).fileName()));
    }
    long next = promise.first();
    for (Segment.Name name : names) {
      boolean follows = segments.isEmpty() ? name.first() <= next : name.first() == next;
      if (flaw == null && !follows) {
        flaw = "the records from " + next + " to " + (name.first() - 1) + " are missing";
      }
      if (flaw != null) {
        leftOver.add(folder.resolve(name.fileName()));
        continue;
      }
      Segment.Found found = Segment.open(disk, folder, name, terms);
      segments.addLast(found.segment());
      flaw = found.flaw();
      next = found.segment().last() + 1;
    }
  }

  private void check() {
    if (last() < promise.last()) {
      throw new QuarantinedException(
          "log",
          "entries up to %d were durable, but the log ends at %d (%s)"
              .formatted(
                  promise.last(), last(), flaw == null ? "the rest is cut off or missing" : flaw));
    }
    boolean any = promise.last() >= promise.first();
    if (any && terms.at(promise.last()) != promise.lastTerm()) {
      throw new QuarantinedException(
          "log",
          "entry %d was of term %d, but the log has one of term %d"
              .formatted(promise.last(), promise.lastTerm(), terms.at(promise.last())));
    }
  }

  /** Cuts what nobody was promised, deletes what does not count, and forces the rest. */
  private void tidy() throws IOException {
    long last = last();
    while (!segments.isEmpty()
        && (segments.getLast().isEmpty() || segments.getLast().last() < promise.first())) {
      Segment useless = segments.removeLast();
      useless.close();
      leftOver.add(useless.path());
      flaw = null;
    }
    if (flaw != null && !segments.isEmpty()) {
      segments.getLast().truncate(last);
    }
    for (Segment segment : segments) {
      segment.force(); // a process that was killed may have left it unforced
    }
    for (Path path : leftOver) {
      disk.delete(path);
    }
    disk.forceFolder(folder);
    terms.keepFrom(promise.first());
    if (segments.isEmpty()) {
      terms.clear();
    }
  }
}
