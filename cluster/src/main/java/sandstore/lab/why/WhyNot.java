package sandstore.lab.why;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Gate.Held;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.RpcDetail;
import sandstore.proto.TermRun;
import sandstore.wire.NodeId;

/**
 * Why an entry is not committed: who has it, how many would be needed, and for each voter that does
 * not have it, what keeps it away.
 */
@AutoService(Question.class)
public final class WhyNot implements Question {
  @Override
  public String name() {
    return "not";
  }

  @Override
  public String example() {
    return "not committed 17";
  }

  @Override
  public Answer answer(List<String> words, Timeline timeline) {
    long index = index(words);
    Story story = new Story(timeline);
    ClusterView view = story.view();
    Optional<LabEvent> committed = story.newest(e -> tellsCommitted(e, index));
    boolean known = view.nodes().values().stream().anyMatch(n -> n.commitIndex() >= index);
    if (known) {
      committed = firstCommit(story, index).or(() -> story.newest(e -> tellsCommitted(e, index)));
      committed.ifPresent(story::cite);
      holders(story, index, 0).forEach(n -> appended(story, n, index));
      return story.answer("entry " + index + " is committed");
    }
    Optional<NodeView> leader = view.leader();
    if (leader.isEmpty()) {
      story
          .newest(
              e ->
                  e.hasLeaderStepped()
                      || e.hasNodeExited()
                      || e.hasNodePaused()
                      || e.hasElectionStarted())
          .ifPresent(story::cite);
      return story.answer("nobody leads, and only a leader commits");
    }
    NodeId id = leader.get().id();
    if (leader.get().lastIndex() < index) {
      return notInTheLog(story, leader.get(), index);
    }
    return uncommitted(story, leader.get(), id, index);
  }

  private static long index(List<String> words) {
    boolean sound =
        words.size() == 2
            && words.get(0).equals("committed")
            && words.get(1).matches("[1-9][0-9]{0,14}");
    if (!sound) {
      throw new Refusal(
          "\"" + Style.harmless("not " + String.join(" ", words)) + "\" is no question",
          "like this: why not committed 17");
    }
    return Long.parseLong(words.get(1));
  }

  private static boolean tellsCommitted(Event e, long index) {
    return e.getCommitAdvanced().getTo() >= index || e.getNodeState().getCommitIndex() >= index;
  }

  private static Optional<LabEvent> firstCommit(Story story, long index) {
    return story.all(e -> e.getCommitAdvanced().getTo() >= index).stream().findFirst();
  }

  private static Answer notInTheLog(Story story, NodeView leader, long index) {
    story
        .newest(e -> e.getNode().equals(leader.id().name()) && e.hasEntriesAppended())
        .ifPresent(story::cite);
    String struck = "";
    Optional<LabEvent> cut =
        story.newest(
            e ->
                e.hasEntriesTruncated()
                    && e.getEntriesTruncated().getFirst() <= index
                    && e.getEntriesTruncated().getLast() >= index);
    if (cut.isPresent()) {
      story.cite(cut.get());
      struck = "; " + cut.get().event().getNode() + " had one, and struck it out";
    }
    List<NodeId> others = holders(story, index, 0);
    others.forEach(n -> appended(story, n, index));
    String elsewhere =
        others.isEmpty() ? "" : "; " + names(others) + " had it from a leader whose time is over";
    return story.answer(
        leader.id()
            + (" leads, and its log ends at " + leader.lastIndex() + ": it has no entry " + index)
            + (struck + elsewhere));
  }

  private static Answer uncommitted(Story story, NodeView leader, NodeId id, long index) {
    ClusterView view = story.view();
    long term = termAt(leader, index);
    List<NodeId> have = holders(story, index, term);
    have.forEach(n -> appended(story, n, index));
    int needed = view.voters().size() / 2 + 1;
    String counted = names(have) + (have.size() == 1 ? " has" : " have") + " entry " + index + ", ";
    if (have.size() >= needed && term != leader.term()) {
      story.newest(e -> e.getNode().equals(id.name()) && e.hasRoleChanged()).ifPresent(story::cite);
      return story.answer(
          counted
              + ("which is a majority; but it is of term "
                  + term
                  + ", and a leader counts copies of ")
              + ("entries of its own term only, which is " + leader.term()));
    }
    List<String> away = new ArrayList<>();
    for (NodeId voter : view.voters()) {
      if (!have.contains(voter)) {
        away.add(voter + " " + keptAway(story, voter, id, index));
      }
    }
    if (have.size() >= needed) {
      String answers = heldAnswers(story, id);
      return story.answer(
          counted
              + "which is a majority; "
              + (answers.isEmpty() ? id + " has not heard so yet" : answers));
    }
    return story.answer(counted + needed + " are needed: " + String.join("; ", away));
  }

  private static String keptAway(Story story, NodeId voter, NodeId leader, long index) {
    String trouble = story.trouble(voter, leader);
    if (!trouble.isEmpty()) {
      return trouble;
    }
    List<Held> onTheWay =
        story.view().gate().held().stream()
            .filter(h -> !h.message().getReply() && h.from().equals(leader) && h.to().equals(voter))
            .filter(h -> h.message().getKind().equals("AppendEntries"))
            .toList();
    Optional<Held> held =
        onTheWay.stream()
            .filter(h -> carries(h.message().getDetail(), index))
            .findFirst()
            .or(() -> onTheWay.stream().findFirst());
    if (held.isPresent()) {
      story.cited(held.get().order());
      return carries(held.get().message().getDetail(), index)
          ? "would get it by " + held.get().id() + ", which waits"
          : "waits for " + held.get().id() + ", which comes before it";
    }
    Optional<LabEvent> failed =
        story.newest(
            e ->
                e.getNode().equals(leader.name())
                    && (e.getRpcFailed().getTo().equals(voter.name())
                        && e.getRpcFailed().getKind().equals("AppendEntries")));
    failed.ifPresent(story::cite);
    return failed.isPresent() ? "did not answer" : "has not told that it has it";
  }

  private static boolean carries(RpcDetail detail, long index) {
    return detail.getPreviousIndex() < index
        && index <= detail.getPreviousIndex() + detail.getEntries();
  }

  private static String heldAnswers(Story story, NodeId leader) {
    List<Held> answers =
        story.view().gate().held().stream()
            .filter(h -> h.message().getReply() && h.to().equals(leader))
            .filter(h -> h.message().getKind().equals("AppendEntries"))
            .toList();
    answers.forEach(h -> story.cited(h.order()));
    return answers.isEmpty() ? "" : leader + " has not heard so: " + answers.get(0).id() + " waits";
  }

  /** The voters that have it, of this term; 0 = of whichever. */
  private static List<NodeId> holders(Story story, long index, long term) {
    return story.view().voters().stream()
        .filter(
            v ->
                story
                    .view()
                    .node(v)
                    .filter(n -> n.lastIndex() >= index)
                    .filter(n -> term == 0 || termAt(n, index) == term)
                    .isPresent())
        .sorted(Story.byName())
        .toList();
  }

  private static long termAt(NodeView node, long index) {
    long term = 0;
    for (TermRun run : node.terms()) {
      term = run.getFirst() <= index ? run.getTerm() : term;
    }
    return term;
  }

  /** How we know that a node has it. */
  private static void appended(Story story, NodeId node, long index) {
    story
        .newest(
            e ->
                e.getNode().equals(node.name())
                    && e.getEntriesAppended().getFirst() <= index
                    && e.getEntriesAppended().getLast() >= index)
        .or(
            () ->
                story.newest(
                    e ->
                        e.getNode().equals(node.name())
                            && e.getNodeState().getLastIndex() >= index))
        .ifPresent(story::cite);
  }

  private static String names(List<NodeId> nodes) {
    return nodes.isEmpty()
        ? "no voter"
        : String.join(", ", nodes.stream().map(NodeId::name).toList());
  }
}
