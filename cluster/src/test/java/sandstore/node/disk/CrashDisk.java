package sandstore.node.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that remembers each change, and can say what a machine that ended at any of them
 * would find when it comes back. Threads may share it.
 *
 * <p>It promises what {@link Disk} does and no more: bytes are durable after {@link
 * DiskFile#force}, names after {@link Disk#forceFolder} of their folder. A change of a name happens
 * as a whole or not at all, as in any file system with a journal, but such changes need not become
 * durable in their order, and bytes not in theirs, sector by sector.
 */
public final class CrashDisk implements Disk {
  private static final int SECTOR = 512;

  /** What happens to that which is not durable. */
  public enum Fate {
    /** The process ended and the system did not: everything is there. */
    KILLED,
    /** The same, in the middle of a write. */
    TORN,
    /** The power failed: neither names nor bytes that were not forced are there. */
    ALL_LOST,
    /** Names are as they were; bytes came to the disk in time. */
    NAMES_LOST,
    /** Names came to the disk in time, bytes did not. */
    BYTES_LOST,
    /** Some names and some sectors came in time: the later ones, perhaps, and not the earlier. */
    SOME_LOST
  }

  private interface Change {}

  private record Made(Path folder, int id) implements Change {}

  private record Created(Path path, int file, int folder) implements Change {}

  private record Wrote(int file, int position, byte[] bytes) implements Change {}

  private record Cut(int file, int size) implements Change {}

  private record Forced(int file) implements Change {}

  private record Renamed(Path from, Path to, int file, int folder) implements Change {}

  private record FolderRenamed(Path from, Path to, int folder) implements Change {}

  private record Deleted(Path path, int file, int folder) implements Change {}

  private record FolderForced(int folder) implements Change {}

  /** Bytes, whatever their name. */
  private static final class Content {
    byte[] bytes = new byte[0];
    int size;

    void write(int position, byte[] from) {
      int end = position + from.length;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
      }
      System.arraycopy(from, 0, bytes, position, from.length);
      size = Math.max(size, end);
    }

    void cut(int to) {
      if (to < size) {
        Arrays.fill(bytes, to, size, (byte) 0);
        size = to;
      }
    }

    Content copy() {
      Content copy = new Content();
      copy.bytes = Arrays.copyOf(bytes, size);
      copy.size = size;
      return copy;
    }
  }

  private final Map<Path, Integer> folders = new TreeMap<>();
  private final Map<Path, Integer> names = new TreeMap<>();
  private final Map<Integer, Content> contents = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final @Nullable CrashDisk
      before; // how it was before the first change; null for an empty one
  private int ids; // of files and folders

  public CrashDisk() {
    this.before = null;
  }

  private CrashDisk(CrashDisk durable) {
    this.before = durable;
    folders.putAll(durable.folders);
    names.putAll(durable.names);
    durable.contents.forEach((file, content) -> contents.put(file, content.copy()));
    ids = durable.ids;
  }

  /** How many changes there were. */
  public synchronized int changes() {
    return changes.size();
  }

  /** Whether this fate makes a difference at this point. */
  public synchronized boolean matters(int point, Fate fate) {
    return fate != Fate.TORN
        || (point < changes.size() && changes.get(point) instanceof Wrote w && w.bytes.length > 1);
  }

  /**
   * What is found after the end.
   *
   * @param point so many changes were made
   * @param chance decides what of that which is not durable is there
   */
  public synchronized CrashDisk after(int point, Fate fate, Random chance) {
    CrashDisk left = before == null ? new CrashDisk() : new CrashDisk(before);
    left.ids = ids;
    if (fate == Fate.KILLED || fate == Fate.TORN) {
      changes.subList(0, point).forEach(left::happens); // not durable is still not durable
      if (fate == Fate.TORN && changes.get(point) instanceof Wrote w) {
        int torn = 1 + chance.nextInt(w.bytes.length - 1);
        left.happens(new Wrote(w.file, w.position, Arrays.copyOf(w.bytes, torn)));
      }
      return left;
    }
    BitSet durable = durable(point);
    for (int i = 0; i < point; i++) {
      Change change = changes.get(i);
      boolean bytes = change instanceof Wrote || change instanceof Cut;
      if (durable.get(i)
          || (fate == Fate.NAMES_LOST && bytes)
          || (fate == Fate.BYTES_LOST && !bytes)) {
        left.redo(change);
      } else if (fate == Fate.SOME_LOST && change instanceof Wrote w) {
        left.writeSome(w, chance);
      } else if (fate == Fate.SOME_LOST && chance.nextBoolean()) {
        left.redo(change);
      }
    }
    return new CrashDisk(left);
  }

  /** Which of the first changes are durable after them. */
  private BitSet durable(int point) {
    BitSet durable = new BitSet();
    Set<Integer> forced = new HashSet<>();
    for (int i = point - 1; i >= 0; i--) {
      Change change = changes.get(i);
      if (change instanceof Forced f) {
        forced.add(f.file);
      } else if (change instanceof FolderForced f) {
        forced.add(f.folder);
      }
      durable.set(
          i,
          change instanceof Made
              || forced.contains(file(change))
              || forced.contains(folder(change)));
    }
    return durable;
  }

  private static int file(Change change) {
    return change instanceof Wrote w ? w.file : change instanceof Cut c ? c.file : -1;
  }

  private static int folder(Change change) {
    if (change instanceof Created c) {
      return c.folder;
    }
    if (change instanceof Renamed r) {
      return r.folder;
    }
    if (change instanceof FolderRenamed r) {
      return r.folder;
    }
    return change instanceof Deleted d ? d.folder : -1;
  }

  private void writeSome(Wrote w, Random chance) {
    for (int at = 0; at < w.bytes.length; ) {
      int n = Math.min(w.bytes.length - at, SECTOR - (w.position + at) % SECTOR);
      if (chance.nextBoolean()) {
        content(w.file).write(w.position + at, Arrays.copyOfRange(w.bytes, at, at + n));
      }
      at += n;
    }
  }

  private Content content(int file) {
    return contents.computeIfAbsent(file, f -> new Content());
  }

  private void redo(Change change) {
    if (change instanceof Made m) {
      folders.put(m.folder, m.id);
    } else if (change instanceof Created c) {
      names.put(c.path, c.file);
      content(c.file);
    } else if (change instanceof Wrote w) {
      content(w.file).write(w.position, w.bytes);
    } else if (change instanceof Cut c) {
      content(c.file).cut(c.size);
    } else if (change instanceof Renamed r) {
      names.remove(r.from, r.file);
      names.put(r.to, r.file);
      content(r.file);
    } else if (change instanceof FolderRenamed r) {
      move(folders, r.from, r.to);
      move(names, r.from, r.to);
    } else if (change instanceof Deleted d) {
      names.remove(d.path, d.file);
    }
  }

  private static void move(Map<Path, Integer> of, Path from, Path to) {
    Map<Path, Integer> moved = new HashMap<>();
    of.entrySet()
        .removeIf(
            e -> {
              boolean below = e.getKey().startsWith(from);
              if (below) {
                moved.put(to.resolve(from.relativize(e.getKey()).toString()), e.getValue());
              }
              return below;
            });
    of.putAll(moved);
  }

  private void happens(Change change) {
    changes.add(change);
    redo(change);
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private int folderOf(Path path) throws IOException {
    Integer folder = folders.get(parent(path));
    if (folder == null) {
      throw new NoSuchFileException(path.toString());
    }
    return folder;
  }

  @Override
  public synchronized DiskFile open(Path path, Mode mode) throws IOException {
    Integer file = names.get(path);
    if (mode == Mode.CREATE && file != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
    if (file == null) {
      if (mode == Mode.READ || mode == Mode.WRITE) {
        throw new NoSuchFileException(path.toString());
      }
      file = ++ids;
      happens(new Created(path, file, folderOf(path)));
    }
    return new OpenFile(file, mode != Mode.READ);
  }

  private final class OpenFile implements DiskFile {
    private final int file;
    private final boolean writable;

    OpenFile(int file, boolean writable) {
      this.file = file;
      this.writable = writable;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      if (!writable) {
        throw new IOException("open for reading only");
      }
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      synchronized (CrashDisk.this) {
        happens(new Wrote(file, Math.toIntExact(position), bytes));
      }
      return bytes.length;
    }

    @Override
    public int read(ByteBuffer to, long position) {
      synchronized (CrashDisk.this) {
        Content content = content(file);
        int n = (int) Math.min(to.remaining(), content.size - position);
        if (n <= 0) {
          return to.hasRemaining() ? -1 : 0;
        }
        to.put(content.bytes, (int) position, n);
        return n;
      }
    }

    @Override
    public long size() {
      synchronized (CrashDisk.this) {
        return content(file).size;
      }
    }

    @Override
    public void truncate(long size) {
      synchronized (CrashDisk.this) {
        happens(new Cut(file, Math.toIntExact(size)));
      }
    }

    @Override
    public void force() {
      synchronized (CrashDisk.this) {
        happens(new Forced(file));
      }
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    Integer file = names.get(from);
    if (file != null) {
      happens(new Renamed(from, to, file, folderOf(to)));
    } else if (folders.containsKey(from)) {
      happens(new FolderRenamed(from, to, folderOf(to)));
    } else {
      throw new NoSuchFileException(from.toString());
    }
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    Integer id = folders.get(folder);
    if (id == null) {
      throw new FileNotFoundException(folder.toString());
    }
    happens(new FolderForced(id));
  }

  @Override
  public synchronized void makeFolders(Path folder) {
    for (Path p = folder; p != null && !folders.containsKey(p); p = p.getParent()) {
      happens(new Made(p, ++ids));
    }
  }

  @Override
  public synchronized List<String> list(Path folder) {
    List<String> all = new ArrayList<>();
    for (Map<Path, Integer> map : List.of(names, folders)) {
      for (Path p : map.keySet()) {
        if (folder.equals(p.getParent())) {
          all.add(String.valueOf(p.getFileName()));
        }
      }
    }
    all.sort(null);
    return all;
  }

  @Override
  public synchronized boolean delete(Path path) throws IOException {
    Integer file = names.get(path);
    if (file == null) {
      return false;
    }
    happens(new Deleted(path, file, folderOf(path)));
    return true;
  }

  @Override
  public synchronized boolean exists(Path path) {
    return names.containsKey(path) || folders.containsKey(path);
  }

  @Override
  public synchronized long size(Path path) throws IOException {
    Integer file = names.get(path);
    if (file == null) {
      throw new NoSuchFileException(path.toString());
    }
    return content(file).size;
  }

  @Override
  public long usableBytes(Path folder) {
    return 1L << 40;
  }
}
