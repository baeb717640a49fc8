package sandstore.node.membership;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sandstore.wire.NodeId;

/** How many voters must agree, and whether they could once one of them is gone. Pure. */
public final class Quorum {
  private Quorum() {}

  /** More than half. */
  public static int of(int voters) {
    return voters / 2 + 1;
  }

  /**
   * Why this voter must not leave now.
   *
   * @param voters now; one that is none may always leave
   * @param alive nodes that are believed alive
   * @return null when the rest can go on
   */
  public static @Nullable String objection(Set<NodeId> voters, NodeId leaving, Set<NodeId> alive) {
    if (!voters.contains(leaving)) {
      return null;
    }
    Set<NodeId> rest = new TreeSet<>(voters);
    rest.remove(leaving);
    if (rest.isEmpty()) {
      return leaving + " is the last voter: without it nobody decides anything";
    }
    long able = rest.stream().filter(alive::contains).count();
    return able >= of(rest.size())
        ? null
        : "without %s, %d of %d voters must agree, and %d of them %s alive"
            .formatted(leaving, of(rest.size()), rest.size(), able, able == 1 ? "is" : "are");
  }
}
