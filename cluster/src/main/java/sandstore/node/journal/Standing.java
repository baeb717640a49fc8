package sandstore.node.journal;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sandstore.wire.NodeId;

/**
 * Which nodes have everything that was acknowledged: what a primary decides and every node keeps on
 * its disk. Only the primary of a view changes it, so of two standings the one with the higher
 * view, then the higher change, is the newer.
 *
 * @param view whose primary decided it; 0 before the first
 * @param change counts the standings of one view, from 1
 * @param inSync in order; nothing is acknowledged that one of them lacks
 */
record Standing(long view, long change, List<NodeId> inSync) implements Comparable<Standing> {
  private static final Comparator<Standing> BY_AGE =
      Comparator.comparingLong(Standing::view).thenComparingLong(Standing::change);

  Standing {
    inSync = inSync.stream().sorted().toList();
  }

  static Standing of(sandstore.proto.Standing told) {
    return new Standing(
        told.getView(), told.getChange(), told.getInSyncList().stream().map(NodeId::new).toList());
  }

  sandstore.proto.Standing toProto() {
    return sandstore.proto.Standing.newBuilder()
        .setView(view)
        .setChange(change)
        .addAllInSync(inSync.stream().map(NodeId::name).toList())
        .build();
  }

  boolean has(NodeId node) {
    return inSync.contains(node);
  }

  Standing with(NodeId node) {
    return new Standing(view, change + 1, Stream.concat(inSync.stream(), Stream.of(node)).toList());
  }

  Standing without(NodeId node) {
    return new Standing(view, change + 1, inSync.stream().filter(n -> !n.equals(node)).toList());
  }

  boolean newerThan(Standing other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Standing other) {
    return BY_AGE.compare(this, other);
  }
}
