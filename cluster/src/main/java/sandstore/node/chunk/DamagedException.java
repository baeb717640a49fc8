package sandstore.node.chunk;

/** A file under a chunk's final name does not hold that chunk. The reason says why, to a person. */
final class DamagedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  DamagedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
