package sandstore.node.metadata;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.wire.NodeId;

/**
 * Every chunk that a file has, with who has it now: path-copying, sorted by name, 24 bytes a chunk.
 * There are few lists of nodes and many chunks, so that each list is kept once, in the census, and
 * has a number there.
 */
final class ChunkTable implements Iterable<PlacedChunk> {
  static final ChunkTable EMPTY = new ChunkTable(ChunkPages.empty(3), Holdings.NONE);

  /** No record has this in its last long: no list of nodes has a number below 0. */
  private static final long NOWHERE = -1;

  private static final long FREE = (1L << ChunkPages.FREE_BITS) - 1;

  private final ChunkPages pages;
  private final Holdings census;

  private ChunkTable(ChunkPages pages, Holdings census) {
    this.pages = pages;
    this.census = census;
  }

  int size() {
    return pages.size();
  }

  /** How many chunks are on which nodes. */
  Holdings census() {
    return census;
  }

  boolean contains(ChunkName name) {
    return pages.contains(name);
  }

  @Nullable PlacedChunk find(ChunkName name) {
    long[] record = pages.find(name);
    return record == null ? null : chunk(record);
  }

  /** Whether a file has the chunk and it is on other nodes than these now, or in another order. */
  boolean hasMoved(ChunkName name, List<NodeId> from) {
    long part = pages.part(name, 2, NOWHERE);
    return part != NOWHERE && !census.nodes((int) part).equals(from);
  }

  private PlacedChunk chunk(long[] record) {
    return new PlacedChunk(
        ChunkPages.name(record),
        (int) (record[1] & FREE),
        (int) (record[2] >>> Integer.SIZE),
        census.nodes((int) record[2]));
  }

  /** With this chunk, in the place of one of the same name if there is one. */
  ChunkTable with(PlacedChunk chunk) {
    PlacedChunk before = find(chunk.name());
    Holdings counted = (before == null ? census : census.minus(before)).plus(chunk);
    long[] record = pages.record(chunk.name());
    record[1] |= chunk.length();
    record[2] = ((long) chunk.crc32c() << Integer.SIZE) | counted.number(chunk.replicas());
    return new ChunkTable(pages.with(record), counted);
  }

  /** Without a chunk that is there. */
  ChunkTable without(PlacedChunk chunk) {
    return new ChunkTable(pages.without(chunk.name()), census.minus(chunk));
  }

  @Override
  public void forEach(Consumer<? super PlacedChunk> visitor) {
    iterator().forEachRemaining(visitor);
  }

  /** In order of name. */
  @Override
  public Iterator<PlacedChunk> iterator() {
    return pages.each(this::chunk);
  }
}
