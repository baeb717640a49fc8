package sandstore.lab.story;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.ClusterView.Election;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** The elections that were seen, with who voted for whom, and each node's vote in its term. */
public final class VotesPicture {
  private VotesPicture() {}

  /** Oldest election first; then a line a node. */
  public static List<String> draw(ClusterView view) {
    List<String> lines = new ArrayList<>();
    int needed = view.voters().size() / 2 + 1;
    for (Election e : view.elections()) {
      lines.add("term " + e.term() + ": " + outcome(e));
      e.tally()
          .forEach(
              (candidate, voters) ->
                  lines.add(
                      "  " + candidate + " has " + votes(voters, view.voters().size(), needed)));
    }
    if (lines.isEmpty()) {
      lines.add(
          view.voters().isEmpty() ? "nobody votes in this topology" : "no election was seen yet");
    }
    for (NodeView n : view.nodes().values()) {
      lines.add(
          n.id()
              + " term "
              + n.term()
              + n.votedFor().map(c -> ", voted for " + c).orElse(", has not voted in it"));
    }
    return List.copyOf(lines);
  }

  private static String outcome(Election e) {
    return switch (e.outcome()) {
      case "won" -> e.leader().map(l -> "won by " + l).orElse("won");
      case "none" -> "ended without a leader";
      default -> "not decided yet";
    };
  }

  private static String votes(List<NodeId> voters, int of, int needed) {
    String names = voters.stream().map(NodeId::name).collect(Collectors.joining(" "));
    return Sentence.count(voters.size(), "vote")
        + (of == 0 ? "" : " (" + needed + " of " + of + " needed)")
        + ": "
        + names;
  }
}
