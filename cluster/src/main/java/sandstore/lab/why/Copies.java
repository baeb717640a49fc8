package sandstore.lab.why;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.view.Gate.Held;
import sandstore.lab.view.NodeView;
import sandstore.proto.RpcDetail;
import sandstore.proto.TermRun;
import sandstore.wire.NodeId;

/**
 * Who has an entry in its log, at the end of a story, and what keeps others from it.
 *
 * @param kind of the requests that bring entries
 */
record Copies(Story story, long index, String kind) {
  /** Those among these that have it, of this term; 0 = of whichever. */
  List<NodeId> holders(Collection<NodeId> among, long term) {
    return among.stream()
        .filter(
            v ->
                story
                    .view()
                    .node(v)
                    .filter(n -> n.lastIndex() >= index)
                    .filter(n -> term == 0 || termAt(n) == term)
                    .isPresent())
        .sorted(Story.byName())
        .toList();
  }

  /** Of which term the node's entry of this index is. */
  long termAt(NodeView node) {
    long term = 0;
    for (TermRun run : node.terms()) {
      term = run.getFirst() <= index ? run.getTerm() : term;
    }
    return term;
  }

  /** How we know that they have it. */
  void cite(Collection<NodeId> holders) {
    holders.forEach(this::cite);
  }

  private void cite(NodeId node) {
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

  /** What keeps the entry from a node that is to have it, as a clause. Cites it. */
  String keptAway(NodeId node, NodeId leader) {
    String trouble = story.trouble(node, leader);
    if (!trouble.isEmpty()) {
      return trouble;
    }
    List<Held> onTheWay =
        story.view().gate().held().stream()
            .filter(h -> !h.message().getReply() && h.from().equals(leader) && h.to().equals(node))
            .filter(h -> h.message().getKind().equals(kind))
            .toList();
    Optional<Held> held =
        onTheWay.stream()
            .filter(h -> carries(h.message().getDetail()))
            .findFirst()
            .or(() -> onTheWay.stream().findFirst());
    if (held.isPresent()) {
      story.cited(held.get().order());
      return carries(held.get().message().getDetail())
          ? "would get it by " + held.get().id() + ", which waits"
          : "waits for " + held.get().id() + ", which comes before it";
    }
    Optional<LabEvent> failed =
        story.newest(
            e ->
                e.getNode().equals(leader.name())
                    && (e.getRpcFailed().getTo().equals(node.name())
                        && e.getRpcFailed().getKind().equals(kind)));
    failed.ifPresent(story::cite);
    return failed.isPresent() ? "did not answer" : "has not told that it has it";
  }

  private boolean carries(RpcDetail detail) {
    return detail.getPreviousIndex() < index
        && index <= detail.getPreviousIndex() + detail.getEntries();
  }

  /** Why the leader does not count what all have, as a clause. Cites the answers that wait. */
  String unheard(NodeId leader) {
    List<Held> answers =
        story.view().gate().held().stream()
            .filter(h -> h.message().getReply() && h.to().equals(leader))
            .filter(h -> h.message().getKind().equals(kind))
            .toList();
    answers.forEach(h -> story.cited(h.order()));
    return answers.isEmpty()
        ? leader + " has not heard so yet"
        : leader + " has not heard so: " + answers.get(0).id() + " waits";
  }

  /** {@code node1, node2 have entry 7}. */
  String counted(List<NodeId> holders) {
    String who =
        holders.isEmpty()
            ? "nobody"
            : String.join(", ", holders.stream().map(NodeId::name).toList());
    return who + (holders.size() <= 1 ? " has" : " have") + " entry " + index;
  }
}
