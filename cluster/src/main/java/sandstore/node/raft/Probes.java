package sandstore.node.raft;

import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.wire.NodeId;

/**
 * The questions to peers whether their logs end alike that have no answer yet. JRaft asks anew
 * after each heartbeat that was refused, so a question that somebody holds would have a hundred
 * like it behind it before long. The same question is not sent again while it is under way: the
 * answer is for all who asked. Threads may share it.
 */
final class Probes {
  private final Map<NodeId, Probe> underWay = new HashMap<>();

  /** One question that was sent, and who waits for its answer. */
  static final class Probe {
    private final NodeId peer;
    private final Message question;
    private final List<InvokeCallback> asking = new ArrayList<>();

    private Probe(NodeId peer, Message question) {
      this.peer = peer;
      this.question = question;
    }
  }

  /** A heartbeat has no entries either, and no data; this has empty data. */
  static boolean isOne(Message message) {
    return message instanceof AppendEntriesRequest append
        && append.getEntriesCount() == 0
        && append.hasData();
  }

  /**
   * @return what to send; null if the answer to the one before it will be the answer
   */
  synchronized @Nullable Probe ask(NodeId peer, Message question, InvokeCallback asks) {
    Probe before = underWay.get(peer);
    if (before != null && before.question.equals(question)) {
      before.asking.add(asks);
      return null;
    }
    Probe probe = new Probe(peer, question);
    probe.asking.add(asks);
    underWay.put(peer, probe);
    return probe;
  }

  /**
   * The answer is there, or there will be none: from now on the same may be asked again.
   *
   * @return all who wait for it, in the order in which they asked
   */
  synchronized List<InvokeCallback> over(Probe probe) {
    underWay.remove(probe.peer, probe);
    return List.copyOf(probe.asking);
  }
}
