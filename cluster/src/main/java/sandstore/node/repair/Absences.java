package sandstore.node.repair;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import sandstore.wire.NodeId;

/**
 * Since when nodes have been away, to tell a short absence from a long one. Time is an argument.
 * Not thread-safe.
 */
final class Absences {
  private final Map<NodeId, Long> sinceNanos = new HashMap<>();

  /** These nodes are here now; whoever else is a member is not. */
  void observe(Collection<NodeId> members, Collection<NodeId> here, long nowNanos) {
    sinceNanos.keySet().retainAll(members);
    for (NodeId node : members) {
      if (here.contains(node)) {
        sinceNanos.remove(node);
      } else {
        sinceNanos.putIfAbsent(node, nowNanos);
      }
    }
  }

  Situation.Presence presence(NodeId node, long nowNanos, long graceNanos) {
    Long since = sinceNanos.get(node);
    if (since == null) {
      return Situation.Presence.HERE;
    }
    return nowNanos - since < graceNanos ? Situation.Presence.AWAY : Situation.Presence.GONE;
  }

  /** Until the first of those who are away has been so for longer than the grace time; 0: none. */
  long graceLeftNanos(long nowNanos, long graceNanos) {
    return sinceNanos.values().stream()
        .mapToLong(since -> graceNanos - (nowNanos - since))
        .filter(left -> left > 0)
        .min()
        .orElse(0);
  }

  void clear() {
    sinceNanos.clear();
  }
}
