package sandstore.node.membership;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sandstore.wire.NodeId;

/**
 * Whether a node has to send a peer a heartbeat. A heartbeat and its answer say the same both ways,
 * so one of two nodes is enough to ask: whoever was asked within half an interval, by a peer whom
 * its answers reach, does not. By that nobody is quiet for more than one and a half intervals, and
 * a pair that both ask settles within one. When the answers get lost, or the questions, both ask
 * again. Time is an argument, in milliseconds.
 */
final class Turns {
  private final long halfMillis;

  /** Whose answer to the last heartbeat arrived. */
  private final Set<NodeId> answering = ConcurrentHashMap.newKeySet();

  /** When a peer whom this node's answers reach asked last. */
  private final Map<NodeId, Long> asked = new ConcurrentHashMap<>();

  Turns(long intervalMillis) {
    this.halfMillis = intervalMillis / 2;
  }

  boolean isToAsk(NodeId peer, long nowMillis) {
    Long at = asked.get(peer);
    return at == null || nowMillis - at > halfMillis;
  }

  /** True while that peer's answers arrive; it is to be told with each heartbeat. */
  boolean answers(NodeId peer) {
    return answering.contains(peer);
  }

  void answered(NodeId peer) {
    answering.add(peer);
  }

  void notAnswered(NodeId peer) {
    answering.remove(peer);
  }

  /**
   * @param reached it says that this node's answers reach it
   */
  void asked(NodeId peer, boolean reached, long nowMillis) {
    if (reached) {
      asked.put(peer, nowMillis);
    }
  }
}
