package sandstore.node.metadata;

import java.util.Iterator;

/** A path-copying, sorted set of chunk names, 16 bytes each. */
final class ChunkSet implements Iterable<ChunkName> {
  static final ChunkSet EMPTY = new ChunkSet(ChunkPages.empty(2));

  private final ChunkPages pages;

  private ChunkSet(ChunkPages pages) {
    this.pages = pages;
  }

  int size() {
    return pages.size();
  }

  boolean isEmpty() {
    return pages.size() == 0;
  }

  boolean contains(ChunkName name) {
    return pages.contains(name);
  }

  ChunkSet plus(ChunkName name) {
    return contains(name) ? this : new ChunkSet(pages.with(pages.record(name)));
  }

  ChunkSet minus(ChunkName name) {
    ChunkPages less = pages.without(name);
    return less == pages ? this : new ChunkSet(less);
  }

  @Override
  public Iterator<ChunkName> iterator() {
    return pages.each(ChunkPages::name);
  }
}
