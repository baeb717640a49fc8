package sandstore.node.placement;

import sandstore.wire.NodeId;

/**
 * Rendezvous hashing (Thaler and Ravishankar, "Using name-based mappings to increase hit rates",
 * 1998): each node's score is a hash of the chunk and the node's name, and the lowest win. Every
 * chunk thus has its own order of nodes, all orders are about equally frequent, and a node that
 * comes or goes changes only the chains that it is in.
 */
final class Rendezvous {
  private Rendezvous() {}

  /** What all scores of one chunk have in common. */
  static long seed(String upload, int index) {
    return mix(hash(upload) + index);
  }

  static long score(long seed, NodeId node) {
    return mix(seed ^ hash(node.name()));
  }

  /** FNV-1a, over UTF-16 units. */
  private static long hash(String text) {
    long h = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001B3L;
    }
    return mix(h);
  }

  /** David Stafford's "Mix13" finaliser: neighbours in, strangers out. */
  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
