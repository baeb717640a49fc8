package sandstore.wire;

/** The one-way path of everything that {@code from} sends to {@code to}. */
public record Link(NodeId from, NodeId to) {
  public Link reversed() {
    return new Link(to, from);
  }

  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
