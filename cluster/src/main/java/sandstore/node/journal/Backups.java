package sandstore.node.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sandstore.wire.NodeId;

/** How far the primary of one view is with each of its backups. Not thread-safe. */
final class Backups {
  private final Map<NodeId, Long> next = new HashMap<>();
  private final Map<NodeId, Long> match = new HashMap<>();
  private final Set<NodeId> toTell = new HashSet<>();
  private final long first;

  /**
   * @param first index from which backups are believed to lack entries
   */
  Backups(long first) {
    this.first = first;
  }

  /** Index of the next entry to send. */
  long next(NodeId backup) {
    return next.getOrDefault(backup, first);
  }

  /** Up to where its log is known to be the primary's; -1 = it has not accepted anything yet. */
  long match(NodeId backup) {
    return match.getOrDefault(backup, -1L);
  }

  void accepted(NodeId backup, long upTo) {
    match.put(backup, upTo);
    next.put(backup, upTo + 1);
  }

  /** Its log does not hold the entry before the ones sent, or another one. */
  void refused(NodeId backup, long previous, long itsLastIndex) {
    next.put(backup, Math.max(1, Math.min(previous, itsLastIndex + 1)));
    match.put(backup, Math.min(match(backup), itsLastIndex));
  }

  /** It is to be sent something, even if it has all entries. */
  void tell(NodeId backup) {
    toTell.add(backup);
  }

  boolean isToBeTold(NodeId backup) {
    return toTell.contains(backup);
  }

  void told(NodeId backup) {
    toTell.remove(backup);
  }
}
