package sandstore.lab.why;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import sandstore.lab.LabEvent;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;
import sandstore.proto.LinkRule;
import sandstore.wire.NodeId;

/** A timeline up to its newest event when this was made, and the chain that is found in it. */
final class Story {
  private final Timeline timeline;
  private final long last;
  private final ClusterView view;
  private final TreeMap<Long, Answer.Because> chain = new TreeMap<>();

  Story(Timeline timeline) {
    this.timeline = timeline;
    this.last = timeline.last();
    this.view = timeline.viewAt(last);
  }

  /** In the end. */
  ClusterView view() {
    return view;
  }

  ClusterView viewBefore(LabEvent event) {
    return timeline.viewAt(event.order() - 1);
  }

  /** The newest that is so. */
  Optional<LabEvent> newest(Predicate<Event> which) {
    return newestIn(timeline.first(), last, which);
  }

  Optional<LabEvent> newestBefore(LabEvent end, Predicate<Event> which) {
    return newestIn(timeline.first(), end.order() - 1, which);
  }

  Optional<LabEvent> newestBetween(LabEvent begin, LabEvent end, Predicate<Event> which) {
    return newestIn(begin.order() + 1, end.order() - 1, which);
  }

  private Optional<LabEvent> newestIn(long from, long to, Predicate<Event> which) {
    for (long order = to; order >= from; order--) {
      Optional<LabEvent> event = timeline.event(order).filter(e -> which.test(e.event()));
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }

  /** The first after it that is so. */
  Optional<LabEvent> firstAfter(LabEvent begin, Predicate<Event> which) {
    for (long order = begin.order() + 1; order <= last; order++) {
      Optional<LabEvent> event = timeline.event(order).filter(e -> which.test(e.event()));
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }

  /** Oldest first. */
  List<LabEvent> all(Predicate<Event> which) {
    List<LabEvent> all = new ArrayList<>();
    for (long order = timeline.first(); order <= last; order++) {
      timeline.event(order).filter(e -> which.test(e.event())).ifPresent(all::add);
    }
    return all;
  }

  /** That this happened is a step of the chain. */
  void cite(LabEvent event) {
    chain.putIfAbsent(event.order(), new Answer.Because(event));
  }

  /** The same, said with what it means here. */
  void cite(LabEvent event, String says) {
    chain.put(event.order(), new Answer.Because(event, says));
  }

  /** The same of the event at that place, if it is still there. */
  void cited(long order) {
    timeline.event(order).ifPresent(this::cite);
  }

  Answer answer(String says) {
    return new Answer(says, List.copyOf(chain.values()));
  }

  /**
   * Why a node takes no part, or cannot be heard by another, as it is in the end: it has ended, is
   * paused, or a rule is on the link. Cites it.
   *
   * @return a clause such as {@code it has ended}, or empty
   */
  String trouble(NodeId node, NodeId from) {
    return view.node(node)
        .map(
            n ->
                switch (n.process()) {
                  case EXITED ->
                      cited(
                          newest(e -> e.getNodeExited().getNode().equals(node.name())),
                          "has ended");
                  case PAUSED ->
                      cited(
                          newest(e -> e.getNodePaused().getNode().equals(node.name())),
                          "is paused");
                  case QUARANTINED ->
                      cited(
                          newest(e -> e.hasQuarantined() && e.getNode().equals(node.name())),
                          "is quarantined");
                  default -> link(from, node);
                })
        .orElse("is not known");
  }

  private String link(NodeId a, NodeId b) {
    for (LinkRule rule : view.faults()) {
      boolean there = rule.getFrom().equals(a.name()) && rule.getTo().equals(b.name());
      boolean back = rule.getFrom().equals(b.name()) && rule.getTo().equals(a.name());
      if ((there || back) && rule.getCut()) {
        return cited(newest(e -> e.getFaultSet().getRule().equals(rule)), "is cut off from " + a);
      }
    }
    return "";
  }

  private String cited(Optional<LabEvent> event, String clause) {
    event.ifPresent(this::cite);
    return clause;
  }

  static Comparator<NodeId> byName() {
    return Comparator.naturalOrder();
  }
}
