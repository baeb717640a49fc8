package sandstore.lab.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.ReplicatorMoved;
import sandstore.wire.NodeId;

/** What an entry of a primary's log lacks: a copy on each backup that is in sync. */
final class AllInSync {
  private AllInSync() {}

  /**
   * @param primary has the entry in its log, and has not told that it is committed
   */
  static Answer missed(Copies copies, NodeView primary) {
    Story story = copies.story();
    List<NodeId> inSync = inSync(primary);
    List<NodeId> have = copies.holders(story.view().nodes().keySet(), copies.termAt(primary));
    copies.cite(have);
    List<String> away = new ArrayList<>();
    for (NodeId backup : inSync) {
      if (!have.contains(backup)) {
        story.newest(e -> tellsInSync(e, primary.id(), backup)).ifPresent(story::cite);
        away.add(backup + " " + copies.keptAway(backup, primary.id()));
      }
    }
    return story.answer(
        copies.counted(have)
            + (away.isEmpty()
                ? ", and nobody else is in sync; " + copies.unheard(primary.id())
                : ", and a primary waits for all that are in sync: " + String.join("; ", away)));
  }

  private static List<NodeId> inSync(NodeView primary) {
    return primary.replicators().entrySet().stream()
        .filter(e -> e.getValue().state().equals(NodeView.Replicator.IN_SYNC))
        .map(Map.Entry::getKey)
        .sorted(Story.byName())
        .toList();
  }

  private static boolean tellsInSync(Event e, NodeId primary, NodeId backup) {
    return e.getNode().equals(primary.name())
        && (isOf(e.getReplicatorMoved(), backup)
            || e.getNodeState().getReplicatorsList().stream().anyMatch(r -> isOf(r, backup)));
  }

  private static boolean isOf(ReplicatorMoved moved, NodeId backup) {
    return moved.getPeer().equals(backup.name())
        && moved.getState().equals(NodeView.Replicator.IN_SYNC);
  }
}
