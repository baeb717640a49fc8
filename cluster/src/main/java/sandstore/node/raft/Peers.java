package sandstore.node.raft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.util.Endpoint;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.wire.NodeId;

/**
 * Raft identities. A peer is {@code node2:1}: a node's name where JRaft expects an address, and a
 * generation where it expects a port. The log holds these for ever, so nothing that changes between
 * two starts may be in them. A node that lost its data comes back under the next generation, since
 * it cannot keep what its former self has promised.
 */
final class Peers {
  /** More than five voters make every commit slower and hardly anything safer. */
  static final int MOST_VOTERS = 5;

  /** The first life of a node. */
  static final long FIRST = 1;

  private Peers() {}

  /** A founder. */
  static PeerId of(NodeId node) {
    return of(node, FIRST);
  }

  static PeerId of(NodeId node, long generation) {
    return new PeerId(node.name(), Math.toIntExact(generation));
  }

  /** {@code node2:1}, in order of name. */
  static List<String> texts(Collection<PeerId> peers) {
    return peers.stream().map(PeerId::toString).sorted().toList();
  }

  static NodeId node(Endpoint endpoint) {
    return new NodeId(endpoint.getIp());
  }

  /** Null for the empty peer, which stands for nobody. */
  static @Nullable NodeId node(PeerId peer) {
    return peer.isEmpty() ? null : node(peer.getEndpoint());
  }

  /** Empty for nobody. */
  static String name(PeerId peer) {
    return peer.isEmpty() ? "" : peer.getEndpoint().getIp();
  }

  /** Of a peer as text; empty for nobody. */
  static String name(String peer) {
    PeerId parsed = new PeerId();
    return parsed.parse(peer) ? name(parsed) : "";
  }

  static List<String> names(@Nullable Collection<PeerId> peers) {
    return peers == null ? List.of() : peers.stream().map(Peers::name).sorted().toList();
  }

  /** Of a cluster that has no log yet: the first nodes vote, the rest learn. */
  static Configuration initial(List<NodeId> nodes) {
    Configuration conf = new Configuration();
    for (NodeId node : nodes) {
      if (conf.size() < MOST_VOTERS) {
        conf.addPeer(of(node));
      } else {
        conf.addLearner(of(node));
      }
    }
    return conf;
  }
}
