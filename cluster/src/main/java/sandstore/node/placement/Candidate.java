package sandstore.node.placement;

import sandstore.wire.NodeId;

/**
 * A member of the cluster, as whoever plans believes it is.
 *
 * @param zone nodes of one zone tend to fail together
 * @param alive only such a node is ever chosen
 * @param freeBytes of its disk
 */
public record Candidate(NodeId node, String zone, boolean alive, long freeBytes) {
  /** A node with less room than this is taken only when there is no other. */
  static final long LOW_SPACE_BYTES = 256L << 20;

  /** The same, but as good as dead if that is so. */
  public Candidate unless(boolean unfit) {
    return unfit ? new Candidate(node, zone, false, freeBytes) : this;
  }

  boolean low() {
    return freeBytes < LOW_SPACE_BYTES;
  }
}
