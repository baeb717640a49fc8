package sandstore.lab.why;

import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.LinkRule;
import sandstore.proto.Role;
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
    Optional<LabEvent> won = story.newest(e -> e.getNode().equals(node.name()) && becomesLeader(e));
    return won.isPresent() ? afterVictory(story, node, won.get()) : never(story, node);
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

  private static boolean becomesLeader(Event e) {
    return e.hasRoleChanged() && e.getRoleChanged().getRole() == Role.LEADER;
  }

  private static Answer afterVictory(Story story, NodeId node, LabEvent won) {
    long term = won.event().getRoleChanged().getTerm();
    Optional<LabEvent> started =
        story.newestBefore(
            won,
            e ->
                e.getNode().equals(node.name())
                    && e.hasElectionStarted()
                    && e.getElectionStarted().getTerm() == term);
    String cause =
        started.map(s -> cause(story, node, s)).orElse("that it campaigned was not seen");
    Map<String, LabEvent> votes = votes(story, node.name(), term);
    votes.values().forEach(story::cite);
    story.cite(won);
    int needed = story.view().voters().size() / 2 + 1;
    String elected =
        votes.size() >= needed
            ? votes.size() + " votes, of which " + needed + " were needed"
            : "of the " + needed + " votes that it needed " + votes.size() + " were seen";
    String now = ending(story, node, term, won);
    return story.answer(
        node
            + (now.isEmpty() ? " leads" : " led")
            + (" in term " + term + ": it campaigned since " + cause)
            + (", and had " + elected)
            + (now.isEmpty() ? "" : "; " + now));
  }

  /** The last one of each voter. */
  private static Map<String, LabEvent> votes(Story story, String candidate, long term) {
    Map<String, LabEvent> votes = new LinkedHashMap<>();
    story
        .all(
            e ->
                e.hasVoteCast()
                    && e.getVoteCast().getTerm() == term
                    && e.getVoteCast().getCandidate().equals(candidate))
        .forEach(e -> votes.put(e.event().getNode(), e));
    return votes;
  }

  /** What made it campaign. */
  private static String cause(Story story, NodeId node, LabEvent started) {
    story.cite(started);
    if (started.event().getElectionStarted().getForced()) {
      return "it was told to";
    }
    Optional<LabEvent> transfer =
        story.newestBefore(
            started,
            e ->
                e.getNode().equals(node.name())
                    && e.getRpcReceived().getKind().equals("TimeoutNow"));
    Optional<LabEvent> before =
        story.newestBefore(started, e -> becomesLeader(e) && !e.getNode().equals(node.name()));
    if (transfer.isPresent() && before.map(b -> b.order() < transfer.get().order()).orElse(true)) {
      story.cite(transfer.get());
      return transfer.get().event().getRpcReceived().getFrom() + " handed over to it";
    }
    story
        .newestBefore(
            started,
            e ->
                e.getNode().equals(node.name())
                    && e.hasPreVoteStarted()
                    && e.getPreVoteStarted().getTerm()
                        == started.event().getElectionStarted().getTerm())
        .ifPresent(story::cite);
    if (before.isEmpty()) {
      return "no leader was known";
    }
    story.cite(before.get());
    String leader = before.get().event().getNode();
    Optional<LabEvent> end =
        story.newestBetween(before.get(), started, e -> silences(e, leader, node.name()));
    end.ifPresent(story::cite);
    return end.map(e -> clause(e.event(), leader, node.name()))
        .orElse("it had not heard " + leader + " for long enough; why was not seen");
  }

  private static boolean silences(Event e, String leader, String node) {
    return switch (e.getKindCase()) {
      case NODE_EXITED -> e.getNodeExited().getNode().equals(leader);
      case NODE_PAUSED -> e.getNodePaused().getNode().equals(leader);
      case LEADER_STEPPED -> e.getNode().equals(leader);
      case FAULT_SET -> cuts(e.getFaultSet().getRule(), leader, node);
      default -> false;
    };
  }

  private static boolean cuts(LinkRule rule, String leader, String node) {
    return rule.getCut() && rule.getFrom().equals(leader) && rule.getTo().equals(node);
  }

  private static String clause(Event e, String leader, String node) {
    return switch (e.getKindCase()) {
      case NODE_EXITED -> leader + ", which led, had ended";
      case NODE_PAUSED -> leader + ", which led, was paused";
      case LEADER_STEPPED -> leader + " did not lead any more";
      default -> node + " could not hear " + leader + ", which led";
    };
  }

  /** What ended its time; empty if it leads in that term in the end. */
  private static String ending(Story story, NodeId node, long term, LabEvent won) {
    Optional<NodeView> now = story.view().node(node);
    if (now.filter(n -> n.alive() && n.leads() && n.term() == term).isPresent()) {
      return "";
    }
    Optional<LabEvent> end =
        story.firstAfter(
            won,
            e ->
                (e.hasNodeExited() && e.getNodeExited().getNode().equals(node.name()))
                    || (e.hasLeaderStepped() && e.getNode().equals(node.name())));
    end.ifPresent(story::cite);
    Optional<LabEvent> next =
        story.newest(e -> becomesLeader(e) && e.getRoleChanged().getTerm() > term);
    next.ifPresent(story::cite);
    String ended =
        end.map(e -> e.event().hasNodeExited() ? "it has ended since" : "it stepped down since")
            .orElse("how its time ended was not seen");
    return ended
        + next.map(
                e ->
                    ", and "
                        + e.event().getNode()
                        + " leads in term "
                        + e.event().getRoleChanged().getTerm())
            .orElse("");
  }

  /** It has not won. */
  private static Answer never(Story story, NodeId node) {
    Optional<LabEvent> tried =
        story.newest(e -> e.getNode().equals(node.name()) && e.hasElectionStarted());
    story.newest(WhyLeader::becomesLeader).ifPresent(story::cite);
    String other =
        story
            .view()
            .leader()
            .map(l -> l.id() + " leads in term " + l.term())
            .orElse("nobody leads");
    if (tried.isEmpty()) {
      return story.answer(node + " was not seen to campaign, and so has not won; " + other);
    }
    story.cite(tried.get());
    long term = tried.get().event().getElectionStarted().getTerm();
    Map<String, LabEvent> votes = votes(story, node.name(), term);
    votes.values().forEach(story::cite);
    story
        .all(
            e ->
                e.hasVoteCast()
                    && e.getVoteCast().getTerm() == term
                    && !e.getVoteCast().getCandidate().equals(node.name()))
        .forEach(story::cite);
    story
        .all(
            e ->
                e.getNode().equals(node.name())
                    && e.getRpcAnswered().getKind().equals("RequestVote")
                    && !e.getRpcAnswered().getDetail().getGranted())
        .forEach(story::cite);
    story.view().gate().held().stream()
        .filter(h -> h.message().getFrom().equals(node.name()))
        .filter(h -> h.message().getKind().equals("RequestVote"))
        .forEach(h -> story.cited(h.order()));
    return story.answer(
        node
            + (" campaigned for term " + term + " and did not win: it had ")
            + (votes.size() + (votes.size() == 1 ? " vote" : " votes"))
            + (" of the " + (story.view().voters().size() / 2 + 1) + " that it needed; " + other));
  }
}
