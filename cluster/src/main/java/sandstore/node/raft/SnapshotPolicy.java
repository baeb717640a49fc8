package sandstore.node.raft;

/**
 * When a node makes a snapshot by itself.
 *
 * @param entries applied since the last one
 * @param bytes of log since the last one
 */
record SnapshotPolicy(long entries, long bytes) {
  static final SnapshotPolicy DEFAULT = new SnapshotPolicy(20_000, 32 << 20);

  boolean due(long newEntries, long newBytes) {
    return newEntries >= entries || newBytes >= bytes;
  }
}
