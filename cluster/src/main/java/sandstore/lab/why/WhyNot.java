package sandstore.lab.why;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.Role;
import sandstore.wire.NodeId;

/**
 * Why an entry is not committed: who has it, who else is to have it, and what keeps it away from
 * each of those.
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
    Optional<NodeView> leader = view.leader();
    boolean backups = leader.filter(n -> n.role() == Role.PRIMARY).isPresent();
    Copies copies = new Copies(story, index, backups ? "Replicate" : "AppendEntries");
    // A backup applies, and calls committed, what its primary may not have acknowledged.
    List<NodeView> know =
        view.nodes().values().stream().filter(n -> !backups || n.leads()).toList();
    if (know.stream().anyMatch(n -> n.commitIndex() >= index)) {
      List<String> names = know.stream().map(n -> n.id().name()).toList();
      committed(story, index, e -> names.contains(e.getNode())).ifPresent(story::cite);
      copies.cite(copies.holders(members(view), 0));
      return story.answer("entry " + index + " is committed");
    }
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
    if (leader.get().lastIndex() < index) {
      return notInTheLog(copies, leader.get());
    }
    return backups ? AllInSync.missed(copies, leader.get()) : Majority.missed(copies, leader.get());
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

  /** Who keeps a log that counts: the voters; all where nobody votes. */
  private static List<NodeId> members(ClusterView view) {
    return view.voters().isEmpty() ? List.copyOf(view.nodes().keySet()) : view.voters();
  }

  /** The first that told so; else the newest from which one can see it. */
  private static Optional<LabEvent> committed(Story story, long index, Predicate<Event> byThem) {
    return story.all(byThem.and(e -> e.getCommitAdvanced().getTo() >= index)).stream()
        .findFirst()
        .or(() -> story.newest(byThem.and(e -> e.getNodeState().getCommitIndex() >= index)));
  }

  private static Answer notInTheLog(Copies copies, NodeView leader) {
    Story story = copies.story();
    long index = copies.index();
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
    List<NodeId> others = copies.holders(members(story.view()), 0);
    copies.cite(others);
    String elsewhere =
        others.isEmpty()
            ? ""
            : "; "
                + String.join(", ", others.stream().map(NodeId::name).toList())
                + " had it from a leader whose time is over";
    return story.answer(
        leader.id()
            + (" leads, and its log ends at " + leader.lastIndex() + ": it has no entry " + index)
            + (struck + elsewhere));
  }
}
