package sandstore.node.journal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sandstore.wire.NodeId;

/**
 * Who becomes primary when there is none. Pure.
 *
 * <p><b>While it runs.</b> A backup in sync has everything. When the primary is gone, or has come
 * back and is no primary any more, the lowest-numbered backup in sync takes over.
 *
 * <p><b>After a restart.</b> A node that was away cannot know what was acknowledged meanwhile, nor
 * by whom. It waits until a primary has brought it up to date. If nobody is in sync any more, all
 * were away: then the newest {@link Standing} that is known tells which nodes had everything, and
 * all of those must be back before the one with the longest log begins. If one of them is missing,
 * it may have gone on alone: to begin without it could lose what it acknowledged. (Skeen,
 * "Determining the last process to fail", 1985.)
 *
 * <p>What the others said must be their <em>answers</em>: whoever answered a heartbeat of this node
 * knew at that time that it is alive, and so does not take over behind its back.
 */
final class Succession {
  private Succession() {}

  /**
   * @param inSync the first standing of the new view; empty = this node does not begin one
   * @param reason why, or what is awaited
   */
  record Decision(List<NodeId> inSync, String reason) {
    boolean begins() {
      return !inSync.isEmpty();
    }

    static Decision wait(String reason) {
      return new Decision(List.of(), reason);
    }
  }

  /**
   * @param own what this node, which is no primary, says of itself
   * @param owner whose view {@code own.standing()} is of; this node itself when it is of none
   * @param alive nodes believed alive, this one included
   * @param answers what those among them said last when this node asked
   */
  static Decision decide(
      NodeId self, Said own, NodeId owner, Set<NodeId> alive, Map<NodeId, Said> answers) {
    SortedMap<NodeId, Said> all = new TreeMap<>(answers);
    all.keySet().retainAll(alive);
    all.put(self, own);
    for (Map.Entry<NodeId, Said> one : all.entrySet()) {
      if (one.getValue().primary()) {
        return Decision.wait(one.getKey() + " is primary");
      }
    }
    return own.inSync() ? takeOver(self, own, owner, alive, all) : beginAgain(self, all);
  }

  private static Decision takeOver(
      NodeId self, Said own, NodeId owner, Set<NodeId> alive, SortedMap<NodeId, Said> all) {
    long view = own.standing().view();
    if (alive.contains(owner)) {
      Said answer = all.get(owner);
      if (answer == null || answer.standing().view() < view) {
        return Decision.wait(owner + " is alive and has not answered yet");
      }
    }
    for (Map.Entry<NodeId, Said> one : all.entrySet()) {
      Said said = one.getValue();
      if (said.inSync() && said.standing().view() == view && own.standing().has(one.getKey())) {
        return one.getKey().equals(self)
            ? new Decision(
                own.standing().inSync().stream().filter(alive::contains).toList(),
                "it is in sync, and " + owner + ", which led, is gone")
            : Decision.wait(one.getKey() + " is before it");
      }
    }
    return Decision.wait("it was taken out of the nodes in sync");
  }

  private static Decision beginAgain(NodeId self, SortedMap<NodeId, Said> all) {
    Standing newest = all.values().stream().map(Said::standing).max(Standing::compareTo).get();
    for (Map.Entry<NodeId, Said> one : all.entrySet()) {
      if (one.getValue().inSync()) {
        return Decision.wait(one.getKey() + " is in sync and will lead");
      }
    }
    List<NodeId> missing = newest.inSync().stream().filter(n -> !all.containsKey(n)).toList();
    if (!missing.isEmpty()) {
      return Decision.wait("waits for " + missing + ", which may have acknowledged more");
    }
    NodeId longest = self;
    @Nullable Said most = null;
    for (Map.Entry<NodeId, Said> one : all.entrySet()) {
      if (newest.has(one.getKey()) && (most == null || one.getValue().hasMoreThan(most))) {
        longest = one.getKey();
        most = one.getValue();
      }
    }
    return longest.equals(self)
        ? new Decision(newest.inSync(), "all that had everything are back, and its log is longest")
        : Decision.wait(longest + " has the longest log");
  }
}
