package sandstore.wire;

import org.jspecify.annotations.Nullable;

/** The name of a node ({@code node1}, {@code node2}, ..) or of another end of a link. */
public record NodeId(String name) implements Comparable<NodeId> {
  /** The lab's client, as link rules name it. */
  public static final NodeId CLIENT = new NodeId("client");

  /** The lab itself: it observes and commands, and no fault touches it. */
  public static final NodeId LAB = new NodeId("lab");

  private static final String PREFIX = "node";
  private static final int MOST_DIGITS = 4;

  /** {@code NodeId.of(3)} is {@code node3}. */
  public static NodeId of(int number) {
    return new NodeId("node" + number);
  }

  /** True for {@code node1} and its like; false for {@code client} and {@code lab}. */
  public boolean isNode() {
    return number() > 0;
  }

  /** The 3 of {@code node3}; -1 for what is not a node. */
  public int number() {
    int digits = name.length() - PREFIX.length();
    if (digits < 1 || digits > MOST_DIGITS || !name.startsWith(PREFIX)) {
      return -1;
    }
    int number = 0;
    for (int i = PREFIX.length(); i < name.length(); i++) {
      char digit = name.charAt(i);
      if (digit < '0' || digit > '9' || (number == 0 && digit == '0')) {
        return -1;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  @Override
  public int compareTo(NodeId other) {
    int byNumber = Integer.compare(number(), other.number());
    return byNumber != 0 ? byNumber : name.compareTo(other.name);
  }

  // Written out, since it keys most maps: those that the compiler makes for a record are linked at
  // their first call, which costs each start 15 ms.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeId that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
