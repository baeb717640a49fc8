package sandstore.node.disk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sandstore.wire.ledger.Entry;
import sandstore.wire.ledger.LedgerFormat;
import sandstore.wire.ledger.Unforced;

/**
 * A disk that can lose power: it keeps account of what below one folder is not durable, as told in
 * {@link sandstore.wire.ledger}. Threads may share it.
 *
 * <p>Changes of names come one at a time. A name whose folder is being forced does not change until
 * that is done, else nobody could say which of its states is durable; other names of the folder do.
 *
 * <p>The account is bounded. When much is unforced, this disk forces it unasked, as a system does
 * that writes back in its own time. A file that was deleted and whose folder was not forced still
 * takes up its space: of such, too, there is little.
 */
public final class LedgerDisk extends ForwardingDisk {
  private static final int MOST_NAMES = 128;
  private static final int MOST_FILES = 96;
  private static final long MOST_KEPT_BYTES = 4 << 20;

  private final Path root;
  private final Ledger ledger;
  private final Map<String, FileBytes> open = new HashMap<>();

  /** By folder, one for each force under way: which changes it covers. */
  private final Map<String, TreeSet<Long>> forcing = new HashMap<>();

  private long keptBytes;

  private LedgerDisk(Disk disk, Path root, Ledger ledger) {
    super(disk);
    this.root = root;
    this.ledger = ledger;
  }

  /**
   * @param root what is below it is kept account of; the ledger itself lies there
   */
  public static LedgerDisk open(Disk disk, Path root) throws IOException {
    Ledger ledger = Ledger.open(root.resolve(Unforced.FILE));
    LedgerDisk made = new LedgerDisk(disk, root, ledger);
    made.tidy();
    return made;
  }

  /** Deletes what is kept for no name any more. */
  private void tidy() throws IOException {
    Path kept = root.resolve(Unforced.KEPT);
    Files.createDirectories(kept);
    for (String name : disk.list(kept)) {
      if (ledger.ask(
          s -> s.names().stream().noneMatch(n -> name.equals(Long.toString(n.kept()))))) {
        disk.delete(kept.resolve(name));
      }
    }
  }

  /** Relative to the folder; null for what is elsewhere. */
  private @Nullable String name(Path path) throws IOException {
    if (!path.startsWith(root)) {
      return null;
    }
    String name = root.relativize(path).toString();
    if (name.length() > LedgerFormat.MOST_PATH_BYTES / 4) {
      throw new IOException("the name is too long: " + name);
    }
    return name;
  }

  private boolean isDurable(String name) {
    return ledger.ask(s -> s.name(name) == null);
  }

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    String name = mode == Mode.READ ? null : name(file);
    if (name == null) {
      return disk.open(file, mode);
    }
    synchronized (this) {
      boolean exists = disk.exists(file);
      if (!exists && mode != Mode.WRITE) {
        awaitSettled(name);
        ledger.add(new Entry.Created(ledger.next(), name));
      }
      DiskFile opened = disk.open(file, mode);
      FileBytes bytes = open.get(name);
      if (bytes == null) {
        bytes = bytes(name, exists ? opened.size() : 0);
        open.put(name, bytes);
      }
      bytes.handles++;
      return new LedgerHandle(this, opened, bytes);
    }
  }

  private FileBytes bytes(String name, long size) {
    return ledger
        .ask(s -> s.bodyAt(name))
        .map(b -> new FileBytes(ledger, b.file(), name, size, Math.min(size, b.forced()), true))
        .orElseGet(() -> new FileBytes(ledger, ledger.nextFile(), name, size, size, false));
  }

  /** Called by the handle, which is still open. */
  void closed(FileBytes bytes, DiskFile handle) throws IOException {
    try {
      if (bytes.wantsForce() && ledger.ask(s -> s.bodies().size()) > MOST_FILES) {
        handle.force();
      }
    } finally {
      synchronized (this) {
        String name = bytes.path();
        if (--bytes.handles == 0 && name != null && !bytes.isDirty()) {
          open.remove(name, bytes);
        }
      }
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    String a = name(from);
    String b = name(to);
    if (a == null || b == null || Files.isDirectory(from)) {
      disk.rename(from, to); // a folder's counts as durable at once: it can have no second link
      return;
    }
    synchronized (this) {
      awaitSettled(a);
      awaitSettled(b);
      long keptFrom = isDurable(a) ? ledger.next() : 0;
      long keptTo = isDurable(b) && disk.exists(to) ? ledger.next() : 0;
      // Before the ledger says that they are there; a link that it does not know is tidied away.
      keep(keptTo, to);
      keep(keptFrom, from);
      FileBytes old = open.remove(b);
      Entry renaming = new Entry.Renaming(ledger.next(), a, b, keptFrom, keptTo);
      if (old == null) {
        ledger.add(renaming);
      } else {
        old.moved(renaming, keptTo > 0 ? kept(keptTo, old) : null);
      }
      disk.rename(from, to);
      FileBytes moved = open.remove(a);
      Entry renamed = new Entry.Renamed(a, b);
      if (moved == null) {
        ledger.add(renamed);
      } else {
        moved.moved(renamed, b);
        open.put(b, moved);
      }
    }
    writeBack(b);
  }

  private void keep(long number, Path file) throws IOException {
    if (number > 0 && disk.exists(file)) {
      Files.createLink(root.resolve(Unforced.kept(number)), file);
    }
  }

  /** The file goes on under the name that it is kept by. */
  private String kept(long number, FileBytes bytes) {
    String place = Unforced.kept(number);
    open.put(place, bytes);
    return place;
  }

  @Override
  public boolean delete(Path file) throws IOException {
    String name = name(file);
    if (name == null || !disk.exists(file) || Files.isDirectory(file)) {
      return disk.delete(file);
    }
    synchronized (this) {
      awaitSettled(name);
      if (!disk.exists(file)) {
        return false;
      }
      long number = isDurable(name) ? ledger.next() : 0;
      FileBytes gone = open.remove(name);
      Entry deleting = new Entry.Deleting(ledger.next(), name, number);
      if (gone == null) {
        ledger.add(deleting);
      } else {
        gone.moved(deleting, number > 0 ? kept(number, gone) : null);
      }
      if (number > 0) {
        keptBytes += disk.size(file);
        disk.rename(file, root.resolve(Unforced.kept(number)));
      } else {
        disk.delete(file);
      }
    }
    writeBack(name);
    return true;
  }

  /** Forces names unasked, when there are too many that are not. */
  private void writeBack(String changed) throws IOException {
    boolean much;
    synchronized (this) {
      much = keptBytes > MOST_KEPT_BYTES;
      keptBytes = much ? 0 : keptBytes;
    }
    if (much) {
      forceFolder(root.resolve(Unforced.folder(changed)));
    }
    if (ledger.ask(s -> s.names().size()) > MOST_NAMES) {
      Set<String> folders = new TreeSet<>();
      ledger.ask(s -> folders.addAll(s.names().stream().map(Unforced.Name::folder).toList()));
      for (String folder : folders) {
        forceFolder(root.resolve(folder));
      }
    }
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    String name = name(folder);
    if (name == null) {
      disk.forceFolder(folder);
      return;
    }
    long upTo;
    synchronized (this) {
      upTo = ledger.next();
      forcing.computeIfAbsent(name, f -> new TreeSet<>()).add(upTo);
    }
    List<Unforced.Name> settled = List.of();
    boolean forced = false;
    try {
      disk.forceFolder(folder);
      forced = true;
    } finally {
      settled = endForce(name, upTo, forced);
    }
    for (Unforced.Name n : settled) {
      if (n.kept() > 0) {
        disk.delete(root.resolve(Unforced.kept(n.kept())));
      }
    }
  }

  private synchronized List<Unforced.Name> endForce(String folder, long upTo, boolean forced) {
    TreeSet<Long> underway = Objects.requireNonNull(forcing.get(folder));
    underway.remove(upTo);
    if (underway.isEmpty()) {
      forcing.remove(folder);
    }
    notifyAll();
    List<Unforced.Name> settled = forced ? ledger.ask(s -> s.settledBy(folder, upTo)) : List.of();
    if (!settled.isEmpty()) {
      ledger.add(new Entry.FolderForced(folder, upTo));
      for (Unforced.Name n : settled) {
        FileBytes gone = n.kept() > 0 ? open.remove(Unforced.kept(n.kept())) : null;
        if (gone != null) {
          gone.moved(null, null);
        }
      }
    }
    return settled;
  }

  private boolean beingSettled(String name, long upTo) {
    return ledger.ask(
        s -> {
          Unforced.Name unforced = s.name(name);
          return unforced != null && unforced.sequence() <= upTo;
        });
  }

  /** Waits while the name is being made durable. The caller holds the lock. */
  private void awaitSettled(String name) throws IOException {
    while (true) {
      TreeSet<Long> underway = forcing.get(Unforced.folder(name));
      if (underway == null || !beingSettled(name, underway.last())) {
        return;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while " + name + " was being forced");
      }
    }
  }
}
