package sandstore.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a node ({@code node1}, {@code node2}, ..) or of another end of a link. */
public record NodeId(String name) implements Comparable<NodeId> {
  /** The lab's client, as link rules name it. */
  public static final NodeId CLIENT = new NodeId("client");

  /** The lab itself: it observes and commands, and no fault touches it. */
  public static final NodeId LAB = new NodeId("lab");

  private static final Pattern NUMBERED = Pattern.compile("node([1-9][0-9]{0,3})");

  /** {@code NodeId.of(3)} is {@code node3}. */
  public static NodeId of(int number) {
    return new NodeId("node" + number);
  }

  /** True for {@code node1} and its like; false for {@code client} and {@code lab}. */
  public boolean isNode() {
    return NUMBERED.matcher(name).matches();
  }

  /** The 3 of {@code node3}; -1 for what is not a node. */
  public int number() {
    Matcher m = NUMBERED.matcher(name);
    return m.matches() ? Integer.parseInt(m.group(1)) : -1;
  }

  @Override
  public int compareTo(NodeId other) {
    int byNumber = Integer.compare(number(), other.number());
    return byNumber != 0 ? byNumber : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
