package sandstore.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.wire.NodeId;

/** Counts the bytes of one transfer and tells {@link Progress}. Threads share it. */
final class Meter {
  private final Progress progress;
  private final long total;
  private final String preposition;
  private final AtomicLong bytes = new AtomicLong();
  private volatile int chunks;

  /**
   * @param total bytes; -1 = not known
   * @param preposition between chunk and nodes: {@code on} or {@code from}
   */
  Meter(Progress progress, long total, String preposition) {
    this.progress = progress;
    this.total = total;
    this.preposition = preposition;
  }

  /** As soon as it is known into how many chunks the file falls. */
  void chunks(int number) {
    chunks = number;
  }

  /**
   * @param more bytes; negative when they have to be moved again
   * @param index of the chunk, from 0
   */
  void moved(long more, int index, List<NodeId> nodes) {
    long sum = bytes.addAndGet(more);
    String of = chunks > 0 ? " of " + chunks : "";
    String where = String.join(",", nodes.stream().map(NodeId::name).toList());
    progress.moved(sum, total, "chunk " + (index + 1) + of + " " + preposition + " " + where);
  }
}
