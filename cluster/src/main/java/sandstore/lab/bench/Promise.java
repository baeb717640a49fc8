package sandstore.lab.bench;

import sandstore.lab.Shape;

/** What an answer has promised, to be said beside every figure. */
final class Promise {
  private Promise() {}

  static String of(Load.Work work, Shape shape) {
    String write =
        "each chunk fsynced with its CRC32C on "
            + copies(shape.replicas())
            + " (acknowledged with "
            + shape.minReplicas()
            + " or more), metadata fsynced on "
            + metadata(shape);
    String read =
        shape.topology().equals("raft")
            ? "linearizable (ReadIndex)"
            : shape.topology().equals("basic")
                ? "from the one node"
                : "from whoever leads its view";
    return switch (work) {
      case PUTS -> write;
      case CREATES -> "metadata fsynced on " + metadata(shape);
      case GETS -> "manifest " + read + ", CRC32C of each frame and chunk verified";
      case STATS -> read;
      case MIXED -> "writes: " + write + "; reads: " + read + ", verified";
    };
  }

  private static String copies(int replicas) {
    return replicas == 1 ? "1 node" : replicas + " nodes";
  }

  private static String metadata(Shape shape) {
    return switch (shape.topology()) {
      case "raft" -> shape.quorum() + " of " + shape.voters().size() + " voters";
      case "basic" -> "the one node";
      default -> "every node that is believed alive";
    };
  }
}
