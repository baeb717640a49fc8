package sandstore.node.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import sandstore.node.metadata.Inode.FileVersion;

/**
 * Some neighbouring entries of a folder, in as few objects as they can be: one array has all names
 * (each behind its length in a byte), the other what they stand for, a {@code Folder} or a file's
 * bytes. Never changes.
 */
final class Page {
  static final int MOST = 32;
  static final Page EMPTY = new Page(new byte[0], new Object[0]);

  private final byte[] names;
  private final Object[] children;

  private Page(byte[] names, Object[] children) {
    this.names = names;
    this.children = children;
  }

  int size() {
    return children.length;
  }

  /** Where a name is, or -1 - (where it belongs). */
  int find(byte[] name) {
    int at = 0;
    for (int i = 0; i < children.length; i++) {
      int length = names[at] & 0xFF;
      int order = Arrays.compareUnsigned(names, at + 1, at + 1 + length, name, 0, name.length);
      if (order >= 0) {
        return order == 0 ? i : -1 - i;
      }
      at += 1 + length;
    }
    return -1 - children.length;
  }

  String name(int i) {
    int at = offset(i);
    return new String(names, at + 1, names[at] & 0xFF, StandardCharsets.UTF_8);
  }

  Inode child(int i) {
    return children[i] instanceof Inode folder
        ? folder
        : FileVersion.unpacked((byte[]) children[i]);
  }

  Page with(int i, Inode child) {
    Object[] changed = children.clone();
    changed[i] = packed(child);
    return new Page(names, changed);
  }

  Page inserted(int i, byte[] name, Inode child) {
    int at = offset(i);
    byte[] moreNames = new byte[names.length + 1 + name.length];
    System.arraycopy(names, 0, moreNames, 0, at);
    moreNames[at] = (byte) name.length;
    System.arraycopy(name, 0, moreNames, at + 1, name.length);
    System.arraycopy(names, at, moreNames, at + 1 + name.length, names.length - at);
    Object[] more = new Object[children.length + 1];
    System.arraycopy(children, 0, more, 0, i);
    more[i] = packed(child);
    System.arraycopy(children, i, more, i + 1, children.length - i);
    return new Page(moreNames, more);
  }

  Page without(int i) {
    int at = offset(i);
    int next = offset(i + 1);
    byte[] fewerNames = new byte[names.length - (next - at)];
    System.arraycopy(names, 0, fewerNames, 0, at);
    System.arraycopy(names, next, fewerNames, at, names.length - next);
    Object[] fewer = new Object[children.length - 1];
    System.arraycopy(children, 0, fewer, 0, i);
    System.arraycopy(children, i + 1, fewer, i, fewer.length - i);
    return new Page(fewerNames, fewer);
  }

  /** The entries from..to, the last one not included. */
  Page part(int from, int to) {
    return new Page(
        Arrays.copyOfRange(names, offset(from), offset(to)),
        Arrays.copyOfRange(children, from, to));
  }

  private static Object packed(Inode child) {
    return child instanceof FileVersion file ? file.packed() : child;
  }

  private int offset(int i) {
    int at = 0;
    for (int k = 0; k < i; k++) {
      at += 1 + (names[at] & 0xFF);
    }
    return at;
  }
}
