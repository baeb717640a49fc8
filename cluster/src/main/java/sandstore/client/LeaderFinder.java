package sandstore.client;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Whom to ask: the leader, as far as this client has been told, else the nodes in turn. It never
 * asks who leads; it asks for what it wants, and learns from the answers. Threads may share it.
 */
final class LeaderFinder {
  private final Supplier<List<NodeId>> nodes;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile @Nullable NodeId leader;

  LeaderFinder(Supplier<List<NodeId>> nodes) {
    this.nodes = nodes;
  }

  NodeId first() {
    NodeId known = leader;
    return known != null && nodes.get().contains(known) ? known : next(List.of());
  }

  /** The next in turn who is not among {@code tried}, unless all are. */
  NodeId next(List<NodeId> tried) {
    List<NodeId> all = nodes.get();
    if (all.isEmpty()) {
      throw new DefiniteFailure(Failure.Code.UNREACHABLE, "there are no nodes");
    }
    for (int i = 0; i < all.size(); i++) {
      NodeId candidate = all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
      if (!tried.contains(candidate)) {
        return candidate;
      }
    }
    return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
  }

  /** It took a proposal, or another node named it. */
  void leads(NodeId node) {
    leader = node;
  }

  /** It gave an answer that needs a majority: worth asking first while nobody better is known. */
  void serves(NodeId node) {
    if (leader == null) {
      leader = node;
    }
  }

  /** It refused or was silent. */
  void doubt(NodeId node) {
    if (node.equals(leader)) {
      leader = null;
    }
  }
}
