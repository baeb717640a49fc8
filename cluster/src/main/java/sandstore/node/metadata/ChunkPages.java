package sandstore.node.metadata;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * A path-copying map from chunk names to a few bits, as compact as an array: like {@link Entries},
 * a tree of pages of neighbours. A page is an array of records, each of two longs or more: the
 * upload; then index, attempt and 31 bits that are free; then whatever the owner keeps.
 */
final class ChunkPages {
  /** Bits of a record's second long that do not belong to the name. */
  static final int FREE_BITS = 31;

  private static final int ATTEMPT_BITS = 17;

  /** Longs a page. */
  private static final int MOST = 128;

  private final TreePMap<ChunkName, long[]> pages;
  private final int stride;
  private final int size;

  private ChunkPages(TreePMap<ChunkName, long[]> pages, int stride, int size) {
    this.pages = pages;
    this.stride = stride;
    this.size = size;
  }

  /**
   * @param stride longs a record, 2 or more
   */
  static ChunkPages empty(int stride) {
    return new ChunkPages(TreePMap.empty(), stride, 0);
  }

  int size() {
    return size;
  }

  /** A new record of this name, all else 0. */
  long[] record(ChunkName name) {
    long[] record = new long[stride];
    record[0] = name.upload();
    record[1] = place(name) << FREE_BITS;
    return record;
  }

  /** A copy of the record; null when there is none. */
  long @Nullable [] find(ChunkName name) {
    Map.Entry<ChunkName, long[]> page = pages.floorEntry(name);
    int at = page == null ? -1 : find(page.getValue(), name);
    return page == null || at < 0
        ? null
        : Arrays.copyOfRange(page.getValue(), at * stride, (at + 1) * stride);
  }

  /**
   * One long of the record of this name, without a copy of it.
   *
   * @param which of the record's longs, from 0
   * @param none the answer when there is no such record
   */
  long part(ChunkName name, int which, long none) {
    Map.Entry<ChunkName, long[]> page = pages.floorEntry(name);
    int at = page == null ? -1 : find(page.getValue(), name);
    return page == null || at < 0 ? none : page.getValue()[at * stride + which];
  }

  boolean contains(ChunkName name) {
    Map.Entry<ChunkName, long[]> page = pages.floorEntry(name);
    return page != null && find(page.getValue(), name) >= 0;
  }

  /** With this record, in the place of one of the same name if there is one. */
  ChunkPages with(long[] record) {
    ChunkName name = name(record);
    if (pages.isEmpty()) {
      return new ChunkPages(pages.plus(name, record), stride, 1);
    }
    Map.Entry<ChunkName, long[]> found = pages.floorEntry(name);
    Map.Entry<ChunkName, long[]> page = found == null ? pages.firstEntry() : found;
    int at = find(page.getValue(), name);
    if (at >= 0) {
      long[] changed = page.getValue().clone();
      System.arraycopy(record, 0, changed, at * stride, stride);
      return new ChunkPages(pages.plus(page.getKey(), changed), stride, size);
    }
    TreePMap<ChunkName, long[]> others = found == null ? pages.minus(page.getKey()) : pages;
    ChunkName first = found == null ? name : page.getKey();
    long[] grown = inserted(page.getValue(), -1 - at, record);
    int count = grown.length / stride;
    if (grown.length <= MOST) {
      return new ChunkPages(others.plus(first, grown), stride, size + 1);
    }
    // Names that come in order leave full pages behind.
    int cut = stride * (-1 - at == count - 1 ? count - 1 : count / 2);
    long[] second = Arrays.copyOfRange(grown, cut, grown.length);
    return new ChunkPages(
        others.plus(first, Arrays.copyOf(grown, cut)).plus(name(second), second), stride, size + 1);
  }

  ChunkPages without(ChunkName name) {
    Map.Entry<ChunkName, long[]> page = pages.floorEntry(name);
    int at = page == null ? -1 : find(page.getValue(), name);
    if (page == null || at < 0) {
      return this;
    }
    long[] before = page.getValue();
    if (before.length == stride) {
      return new ChunkPages(pages.minus(page.getKey()), stride, size - 1);
    }
    long[] shrunk = new long[before.length - stride];
    System.arraycopy(before, 0, shrunk, 0, stride * at);
    System.arraycopy(before, stride * (at + 1), shrunk, stride * at, shrunk.length - stride * at);
    return new ChunkPages(pages.plus(page.getKey(), shrunk), stride, size - 1);
  }

  private long[] inserted(long[] page, int at, long[] record) {
    long[] grown = new long[page.length + stride];
    System.arraycopy(page, 0, grown, 0, stride * at);
    System.arraycopy(record, 0, grown, stride * at, stride);
    System.arraycopy(page, stride * at, grown, stride * (at + 1), page.length - stride * at);
    return grown;
  }

  /** Where a name is in a page, or -1 - (where it belongs). */
  private int find(long[] page, ChunkName name) {
    long place = place(name);
    int from = 0;
    int to = page.length / stride - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int order = Long.compareUnsigned(page[stride * middle], name.upload());
      order = order != 0 ? order : Long.compare(page[stride * middle + 1] >>> FREE_BITS, place);
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
    return ((long) name.index() << ATTEMPT_BITS) | name.attempt();
  }

  static ChunkName name(long[] record) {
    long place = record[1] >>> FREE_BITS;
    return new ChunkName(
        record[0], (int) (place >>> ATTEMPT_BITS), (int) place & ((1 << ATTEMPT_BITS) - 1));
  }

  /** What each record holds, in order of name. */
  <T> Iterator<T> each(Function<long[], T> read) {
    Iterator<long[]> left = pages.values().iterator();
    return new Iterator<T>() {
      private long[] page = {};
      private int next;

      @Override
      public boolean hasNext() {
        if (next == page.length && left.hasNext()) {
          page = left.next();
          next = 0;
        }
        return next < page.length;
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        long[] record = Arrays.copyOfRange(page, next, next + stride);
        next += stride;
        return read.apply(record);
      }
    };
  }
}
