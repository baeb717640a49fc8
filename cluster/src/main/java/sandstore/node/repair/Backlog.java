package sandstore.node.repair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.PlacedChunk;

/**
 * Chunks that need something done, the most endangered first, within that in the order in which
 * they came. Each is in it once. Not thread-safe.
 */
final class Backlog {
  private final List<Deque<PlacedChunk>> byRank = new ArrayList<>();
  private final Set<Object> names = new HashSet<>();
  private long bytes;

  /**
   * @param readable copies that can be read now
   * @return false when it is there already
   */
  boolean add(PlacedChunk chunk, int readable) {
    if (!names.add(chunk.name())) {
      return false;
    }
    while (byRank.size() <= readable) {
      byRank.add(new ArrayDeque<>());
    }
    byRank.get(readable).add(chunk);
    bytes += chunk.length();
    return true;
  }

  /** Takes out the most endangered one; null when there is none. */
  @Nullable PlacedChunk poll() {
    for (Deque<PlacedChunk> rank : byRank) {
      PlacedChunk first = rank.poll();
      if (first != null) {
        names.remove(first.name());
        bytes -= first.length();
        return first;
      }
    }
    return null;
  }

  int size() {
    return names.size();
  }

  /** Of all chunks in it. */
  long bytes() {
    return bytes;
  }

  void clear() {
    byRank.clear();
    names.clear();
    bytes = 0;
  }
}
