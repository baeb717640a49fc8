package sandstore.node.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import sandstore.node.metadata.Inode.Folder;

/**
 * What is in a folder: a path-copying map in order of name (by code points, which is the order of
 * the bytes of UTF-8). The entries lie in {@link Page}s of up to 32; a tree finds the page by the
 * name with which it began. An entry thus costs a few bytes beside its own, where a tree of single
 * entries costs a hundred, and a garbage collector meets two objects a page instead of ten a file.
 */
final class Entries implements Iterable<Map.Entry<String, Inode>> {
  static final Entries EMPTY = new Entries(TreePMap.empty(Entries::byCodePoints), 0);

  private final TreePMap<String, Page> pages;
  private final int size;

  private Entries(TreePMap<String, Page> pages, int size) {
    this.pages = pages;
    this.size = size;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  @Nullable Inode get(String name) {
    Map.Entry<String, Page> page = pages.floorEntry(name);
    int at = page == null ? -1 : page.getValue().find(bytes(name));
    return page == null || at < 0 ? null : page.getValue().child(at);
  }

  Entries with(String name, Inode child) {
    Map.Entry<String, Page> found = pages.floorEntry(name);
    if (pages.isEmpty()) {
      return new Entries(pages.plus(name, Page.EMPTY.inserted(0, bytes(name), child)), 1);
    }
    // Before the first page lies nothing: what comes there goes into it.
    Map.Entry<String, Page> page = found == null ? pages.firstEntry() : found;
    byte[] key = bytes(name);
    int at = page.getValue().find(key);
    if (at >= 0) {
      return new Entries(pages.plus(page.getKey(), page.getValue().with(at, child)), size);
    }
    TreePMap<String, Page> others = found == null ? pages.minus(page.getKey()) : pages;
    String first = found == null ? name : page.getKey();
    Page grown = page.getValue().inserted(-1 - at, key, child);
    if (grown.size() <= Page.MOST) {
      return new Entries(others.plus(first, grown), size + 1);
    }
    // Names that come in order leave full pages behind.
    int cut = -1 - at == grown.size() - 1 ? grown.size() - 1 : grown.size() / 2;
    return new Entries(
        others.plus(first, grown.part(0, cut)).plus(grown.name(cut), grown.part(cut, grown.size())),
        size + 1);
  }

  Entries without(String name) {
    Map.Entry<String, Page> page = pages.floorEntry(name);
    int at = page == null ? -1 : page.getValue().find(bytes(name));
    if (page == null || at < 0) {
      return this;
    }
    Page shrunk = page.getValue().without(at);
    return new Entries(
        shrunk.size() == 0 ? pages.minus(page.getKey()) : pages.plus(page.getKey(), shrunk),
        size - 1);
  }

  @Override
  public Iterator<Map.Entry<String, Inode>> iterator() {
    return after(null);
  }

  /** The entries whose names come after this one, which need not be there; null: all. */
  Iterator<Map.Entry<String, Inode>> after(@Nullable String name) {
    Map.Entry<String, Page> first = name == null ? null : pages.floorEntry(name);
    if (name == null || first == null) {
      return new Walk(pages.values().iterator(), 0);
    }
    int at = first.getValue().find(bytes(name));
    return new Walk(
        pages.tailMap(first.getKey(), true).values().iterator(), at < 0 ? -1 - at : at + 1);
  }

  /** Sees every entry as it is kept. */
  interface Visitor {
    void folder(String name, Folder folder) throws IOException;

    /** {@code packed}: as {@link Inode.FileVersion#packed} made it; not to be changed. */
    void file(String name, byte[] packed) throws IOException;
  }

  /** Shows all entries, in order, without making objects of files. */
  void visit(Visitor visitor) throws IOException {
    for (Page page : pages.values()) {
      for (int i = 0; i < page.size(); i++) {
        byte[] file = page.packed(i);
        if (file != null) {
          visitor.file(page.name(i), file);
        } else if (page.child(i) instanceof Folder folder) {
          visitor.folder(page.name(i), folder);
        }
      }
    }
  }

  private static final class Walk implements Iterator<Map.Entry<String, Inode>> {
    private final Iterator<Page> pages;
    private Page page = Page.EMPTY;
    private int next;

    Walk(Iterator<Page> pages, int first) {
      this.pages = pages;
      if (pages.hasNext()) {
        page = pages.next();
        next = first;
      }
    }

    @Override
    public boolean hasNext() {
      while (next >= page.size() && pages.hasNext()) {
        page = pages.next();
        next = 0;
      }
      return next < page.size();
    }

    @Override
    public Map.Entry<String, Inode> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Map.Entry<String, Inode> entry = Map.entry(page.name(next), page.child(next));
      next++;
      return entry;
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** UTF-16 has the characters beyond 0xFFFF before some that are not. */
  static int byCodePoints(String a, String b) {
    int most = Math.min(a.length(), b.length());
    for (int i = 0; i < most; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogates = Character.isSurrogate(x) && !Character.isSurrogate(y);
        boolean other = Character.isSurrogate(y) && !Character.isSurrogate(x);
        return surrogates ? 1 : other ? -1 : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
