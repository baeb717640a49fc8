package sandstore.node.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Inode.FileVersion;

/**
 * Some neighbouring entries of a folder, in as few objects as they can be: what stops all threads
 * is a collector that has to look at each object there is, so that a million files must not be a
 * million objects. One array has all names and all short files. Never changes.
 */
final class Page {
  static final int MOST = 32;

  /** A longer file is kept beside the array, which is copied with every change of the page. */
  private static final int MOST_INSIDE = 255;

  private static final byte[] BESIDE = {0};
  private static final @Nullable Object[] NONE = {};
  static final Page EMPTY = new Page(0, new byte[0], NONE);

  private final int size;

  /** Of each entry the name behind its length in a byte, and the file likewise; 0: it is beside. */
  private final byte[] entries;

  /** By position the folders and the long files; no array of any length where there are none. */
  private final @Nullable Object[] beside;

  private Page(int size, byte[] entries, @Nullable Object[] beside) {
    this.size = size;
    this.entries = entries;
    this.beside = beside;
  }

  int size() {
    return size;
  }

  /** Where a name is, or -1 - (where it belongs). */
  int find(byte[] name) {
    int at = 0;
    for (int i = 0; i < size; i++) {
      int length = entries[at] & 0xFF;
      int order = Arrays.compareUnsigned(entries, at + 1, at + 1 + length, name, 0, name.length);
      if (order >= 0) {
        return order == 0 ? i : -1 - i;
      }
      at = after(after(at));
    }
    return -1 - size;
  }

  String name(int i) {
    int at = offset(i);
    return new String(entries, at + 1, entries[at] & 0xFF, StandardCharsets.UTF_8);
  }

  Inode child(int i) {
    byte[] file = packed(i);
    if (file != null) {
      return FileVersion.unpacked(file);
    }
    return (Inode) besideAt(i);
  }

  /** The bytes of a file, which are not to be changed; null for a folder. */
  byte @Nullable [] packed(int i) {
    int at = after(offset(i));
    int length = entries[at] & 0xFF;
    if (length > 0) {
      return Arrays.copyOfRange(entries, at + 1, at + 1 + length);
    }
    return besideAt(i) instanceof byte[] file ? file : null;
  }

  private Object besideAt(int i) {
    Object there = beside[i];
    if (there == null) {
      throw new IllegalStateException("entry " + i + " stands for nothing");
    }
    return there;
  }

  Page with(int i, Inode child) {
    Object kept = kept(child);
    int at = after(offset(i));
    @Nullable Object[] others = besideOrNulls(size);
    others[i] = isInside(kept) ? null : kept;
    return new Page(size, spliced(at, after(at), bytes(kept)), compact(others));
  }

  Page inserted(int i, byte[] name, Inode child) {
    Object kept = kept(child);
    byte[] tail = bytes(kept);
    byte[] entry = new byte[1 + name.length + tail.length];
    entry[0] = (byte) name.length;
    System.arraycopy(name, 0, entry, 1, name.length);
    System.arraycopy(tail, 0, entry, 1 + name.length, tail.length);
    int at = offset(i);
    @Nullable Object[] others = besideOrNulls(size + 1);
    System.arraycopy(others, i, others, i + 1, size - i);
    others[i] = isInside(kept) ? null : kept;
    return new Page(size + 1, spliced(at, at, entry), compact(others));
  }

  Page without(int i) {
    int at = offset(i);
    @Nullable Object[] others = besideOrNulls(size);
    System.arraycopy(others, i + 1, others, i, size - i - 1);
    return new Page(
        size - 1,
        spliced(at, after(after(at)), new byte[0]),
        compact(Arrays.copyOf(others, size - 1)));
  }

  /** The entries from..to, the last one not included. */
  Page part(int from, int to) {
    return new Page(
        to - from,
        Arrays.copyOfRange(entries, offset(from), offset(to)),
        compact(Arrays.copyOfRange(besideOrNulls(size), from, to)));
  }

  /** A folder as it is, a file packed. */
  private static Object kept(Inode child) {
    return child instanceof FileVersion file ? file.packed() : child;
  }

  private static boolean isInside(Object kept) {
    return kept instanceof byte[] file && file.length <= MOST_INSIDE;
  }

  /** What stands behind the name. */
  private static byte[] bytes(Object kept) {
    if (!(kept instanceof byte[] file) || !isInside(kept)) {
      return BESIDE;
    }
    byte[] bytes = new byte[1 + file.length];
    bytes[0] = (byte) file.length;
    System.arraycopy(file, 0, bytes, 1, file.length);
    return bytes;
  }

  /** The array with the bytes from..to replaced. */
  private byte[] spliced(int from, int to, byte[] by) {
    byte[] changed = new byte[entries.length - (to - from) + by.length];
    System.arraycopy(entries, 0, changed, 0, from);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(entries, to, changed, from + by.length, entries.length - to);
    return changed;
  }

  private @Nullable Object[] besideOrNulls(int length) {
    return Arrays.copyOf(beside, length);
  }

  private static @Nullable Object[] compact(@Nullable Object[] others) {
    for (Object other : others) {
      if (other != null) {
        return others;
      }
    }
    return NONE;
  }

  private int offset(int i) {
    int at = 0;
    for (int k = 0; k < i; k++) {
      at = after(after(at));
    }
    return at;
  }

  /** Behind the length and the bytes that begin here. */
  private int after(int at) {
    return at + 1 + (entries[at] & 0xFF);
  }
}
