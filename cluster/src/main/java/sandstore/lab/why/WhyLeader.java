package sandstore.lab.why;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/**
 * Why a node leads, or does not: what ended the time of the leader before it, what made it
 * campaign, who voted for it, and what ended its own time.
 */
@AutoService(Question.class)
public final class WhyLeader implements Question {
  @Override
  public String name() {
    return "leader";
  }

  @Override
  public String example() {
    return "leader node3";
  }

  @Override
  public Answer answer(List<String> words, Timeline timeline) {
    Story story = new Story(timeline);
    NodeId node = node(words, story);
    boolean vote = story.view().topology().equals("raft");
    Optional<LabEvent> began =
        story.newest(e -> e.getNode().equals(node.name()) && Reign.begins(e));
    if (began.isEmpty()) {
      return vote ? Elected.never(story, node) : Unelected.never(story, node);
    }
    return vote ? Elected.won(story, node, began.get()) : Unelected.began(story, node, began.get());
  }

  private static NodeId node(List<String> words, Story story) {
    if (words.size() > 1) {
      throw new Refusal("of one node at a time", "like this: why leader node3");
    }
    NodeId named =
        words.isEmpty() || words.get(0).equals("leader")
            ? story.view().leader().map(NodeView::id).orElseThrow(WhyLeader::nobody)
            : new NodeId(words.get(0));
    if (story.view().node(named).isEmpty()) {
      throw new Refusal(
          "there is no node named " + Style.harmless(words.get(0)), "status shows which there are");
    }
    return named;
  }

  private static Refusal nobody() {
    return new Refusal("nobody leads", "name a node: why leader node3");
  }
}
