package sandstore.node.raft;

/**
 * When a node makes a snapshot by itself: when that shortens the log, and never so often that more
 * is written for snapshots than for the log. A snapshot is as large as the state, so a large state
 * waits for a longer log; a create costs the same at a million files as at a thousand.
 *
 * @param entries applied since the last one, at least
 * @param bytes of log since the last one, at least
 */
record SnapshotPolicy(long entries, long bytes) {
  static final SnapshotPolicy DEFAULT = new SnapshotPolicy(20_000, 32 << 20);

  /**
   * @param files in the state
   * @param lastBytes of the newest snapshot
   */
  boolean due(long newEntries, long newBytes, long files, long lastBytes) {
    return newEntries >= Math.max(entries, files / 2) || newBytes >= Math.max(bytes, lastBytes);
  }
}
