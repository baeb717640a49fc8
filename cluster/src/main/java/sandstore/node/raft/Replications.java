package sandstore.node.raft;

import com.alipay.sofa.jraft.core.NodePeek;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.ReplicatorMoved;

/**
 * How far a leader is with each peer. JRaft knows the next index that it will send; the highest
 * index known to match (Raft's {@code matchIndex}) is in the answers: a success means that the peer
 * has all entries up to the end of the request.
 */
final class Replications {
  private final Reporter reporter;
  private final Map<String, Long> matches = new HashMap<>();
  private final Map<String, ReplicatorMoved> reported = new HashMap<>();
  private long term;

  Replications(Reporter reporter) {
    this.reporter = reporter;
  }

  synchronized void answered(AppendEntriesRequest request, AppendEntriesResponse response) {
    if (request.getTerm() > term) {
      term = request.getTerm();
      matches.clear();
    }
    if (request.getTerm() == term && response.getSuccess()) {
      matches.merge(
          request.getPeerId(), request.getPrevLogIndex() + request.getEntriesCount(), Math::max);
    }
  }

  /**
   * @param seen by {@link NodePeek#replications}
   * @param seenTerm of this node; what matched in an older one does not count
   */
  synchronized List<ReplicatorMoved> of(List<NodePeek.Replication> seen, long seenTerm) {
    List<ReplicatorMoved> list = new ArrayList<>();
    for (NodePeek.Replication r : seen) {
      String peer = Peers.name(r.peer());
      list.add(
          ReplicatorMoved.newBuilder()
              .setPeer(peer)
              .setNext(Math.max(0, r.next()))
              .setMatch(seenTerm == term ? matches.getOrDefault(r.peer().toString(), 0L) : 0)
              .setState(r.state())
              .build());
    }
    return list;
  }

  /** Reports what moved since the last time. */
  synchronized void report(List<ReplicatorMoved> now) {
    reported.keySet().removeIf(peer -> now.stream().noneMatch(r -> r.getPeer().equals(peer)));
    for (ReplicatorMoved r : now) {
      if (!r.equals(reported.put(r.getPeer(), r))) {
        reporter.report(Event.newBuilder().setReplicatorMoved(r));
      }
    }
  }
}
