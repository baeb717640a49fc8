package sandstore.node.metadata;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.pcollections.TreePMap;

/**
 * A path-copying, sorted set of chunk names, 16 bytes each: like {@link Entries}, it is a tree of
 * pages of neighbours. A page is an array of pairs: the upload, then index and attempt.
 */
final class ChunkSet implements Iterable<ChunkName> {
  static final ChunkSet EMPTY = new ChunkSet(TreePMap.empty(), 0);

  private static final int MOST = 64;

  private final TreePMap<ChunkName, long[]> pages;
  private final int size;

  private ChunkSet(TreePMap<ChunkName, long[]> pages, int size) {
    this.pages = pages;
    this.size = size;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean contains(ChunkName name) {
    Map.Entry<ChunkName, long[]> page = pages.floorEntry(name);
    return page != null && find(page.getValue(), name) >= 0;
  }

  ChunkSet plus(ChunkName name) {
    Map.Entry<ChunkName, long[]> found = pages.floorEntry(name);
    if (pages.isEmpty()) {
      return new ChunkSet(pages.plus(name, new long[] {name.upload(), place(name)}), 1);
    }
    Map.Entry<ChunkName, long[]> page = found == null ? pages.firstEntry() : found;
    int at = find(page.getValue(), name);
    if (at >= 0) {
      return this;
    }
    TreePMap<ChunkName, long[]> others = found == null ? pages.minus(page.getKey()) : pages;
    ChunkName first = found == null ? name : page.getKey();
    long[] grown = inserted(page.getValue(), -1 - at, name);
    int count = grown.length / 2;
    if (count <= MOST) {
      return new ChunkSet(others.plus(first, grown), size + 1);
    }
    int cut = -1 - at == count - 1 ? count - 1 : count / 2;
    return new ChunkSet(
        others
            .plus(first, Arrays.copyOf(grown, 2 * cut))
            .plus(name(grown, cut), Arrays.copyOfRange(grown, 2 * cut, grown.length)),
        size + 1);
  }

  ChunkSet minus(ChunkName name) {
    Map.Entry<ChunkName, long[]> page = pages.floorEntry(name);
    int at = page == null ? -1 : find(page.getValue(), name);
    if (page == null || at < 0) {
      return this;
    }
    long[] before = page.getValue();
    if (before.length == 2) {
      return new ChunkSet(pages.minus(page.getKey()), size - 1);
    }
    long[] shrunk = new long[before.length - 2];
    System.arraycopy(before, 0, shrunk, 0, 2 * at);
    System.arraycopy(before, 2 * at + 2, shrunk, 2 * at, shrunk.length - 2 * at);
    return new ChunkSet(pages.plus(page.getKey(), shrunk), size - 1);
  }

  private static long[] inserted(long[] page, int at, ChunkName name) {
    long[] grown = new long[page.length + 2];
    System.arraycopy(page, 0, grown, 0, 2 * at);
    grown[2 * at] = name.upload();
    grown[2 * at + 1] = place(name);
    System.arraycopy(page, 2 * at, grown, 2 * at + 2, page.length - 2 * at);
    return grown;
  }

  /** Where a name is in a page, or -1 - (where it belongs). */
  private static int find(long[] page, ChunkName name) {
    int from = 0;
    int to = page.length / 2 - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = Long.compareUnsigned(page[2 * middle], name.upload());
      order = order != 0 ? order : Long.compare(page[2 * middle + 1], place(name));
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return -1 - from;
  }

  private static long place(ChunkName name) {
    return ((long) name.index() << 32) | name.attempt();
  }

  private static ChunkName name(long[] page, int i) {
    return new ChunkName(page[2 * i], (int) (page[2 * i + 1] >>> 32), (int) page[2 * i + 1]);
  }

  @Override
  public Iterator<ChunkName> iterator() {
    Iterator<long[]> left = pages.values().iterator();
    return new Iterator<>() {
      private long[] page = {};
      private int next;

      @Override
      public boolean hasNext() {
        if (2 * next == page.length && left.hasNext()) {
          page = left.next();
          next = 0;
        }
        return 2 * next < page.length;
      }

      @Override
      public ChunkName next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return name(page, next++);
      }
    };
  }
}
