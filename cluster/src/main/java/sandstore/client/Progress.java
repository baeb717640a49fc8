package sandstore.client;

/** How far a transfer is. May be called from any thread, often. */
public interface Progress {
  /**
   * @param detail e.g. {@code chunk 3 of 38 on node1,node2,node4}
   */
  void moved(long bytes, long total, String detail);

  Progress NONE = (bytes, total, detail) -> {};
}
