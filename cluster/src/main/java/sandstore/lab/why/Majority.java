package sandstore.lab.why;

import java.util.ArrayList;
import java.util.List;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** What an entry of a Raft log lacks: copies on a majority, in the term of its leader. */
final class Majority {
  private Majority() {}

  /**
   * @param leader has the entry in its log, and has not told that it is committed
   */
  static Answer missed(Copies copies, NodeView leader) {
    Story story = copies.story();
    List<NodeId> voters = story.view().voters();
    long term = copies.termAt(leader);
    List<NodeId> have = copies.holders(voters, term);
    copies.cite(have);
    int needed = voters.size() / 2 + 1;
    String counted = copies.counted(have) + ", ";
    if (have.size() >= needed && term != leader.term()) {
      String id = leader.id().name();
      story.newest(e -> e.getNode().equals(id) && e.hasRoleChanged()).ifPresent(story::cite);
      return story.answer(
          counted
              + ("which is a majority; but it is of term " + term)
              + ", and a leader counts copies of entries of its own term only, which is "
              + leader.term());
    }
    List<String> away = new ArrayList<>();
    for (NodeId voter : voters) {
      if (!have.contains(voter)) {
        away.add(voter + " " + copies.keptAway(voter, leader.id()));
      }
    }
    return story.answer(
        have.size() >= needed
            ? counted + "which is a majority; " + copies.unheard(leader.id())
            : counted + needed + " are needed: " + String.join("; ", away));
  }
}
