package sandstore.client;

/** How far a transfer is. May be called from any thread, often. */
public interface Progress {
  /**
   * @param detail e.g. {@code chunk 3 of 38 on node1,node2,node4}
   */
  void moved(long bytes, long total, String detail);

  /**
   * All bytes of an upload are on disk; once, before they become visible. Not called for an empty
   * file.
   *
   * @param copies of the chunk that has fewest; fewer than the cluster wants when a node was silent
   *     or full, and repair makes the others
   */
  default void stored(int copies) {}

  Progress NONE = (bytes, total, detail) -> {};
}
