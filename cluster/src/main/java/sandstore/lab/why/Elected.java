package sandstore.lab.why;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.wire.NodeId;

/** Why a node leads a Raft group, or does not: what made it campaign, and who voted for it. */
final class Elected {
  private Elected() {}

  static Answer won(Story story, NodeId node, LabEvent won) {
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
    String now = Reign.ending(story, node, won, "term");
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
    Optional<LabEvent> led =
        story.newestBefore(started, e -> Reign.begins(e) && !e.getNode().equals(node.name()));
    if (transfer.isPresent() && led.map(b -> b.order() < transfer.get().order()).orElse(true)) {
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
    Optional<Reign.Before> before = Reign.before(story, node, started);
    return before.isEmpty()
        ? "no leader was known"
        : before
            .get()
            .clause(node)
            .orElse(
                ("it had not heard " + before.get().leader())
                    + " for long enough; why was not seen");
  }

  static Answer never(Story story, NodeId node) {
    Optional<LabEvent> tried =
        story.newest(e -> e.getNode().equals(node.name()) && e.hasElectionStarted());
    story.newest(Reign::begins).ifPresent(story::cite);
    String other = Reign.now(story, "term");
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
