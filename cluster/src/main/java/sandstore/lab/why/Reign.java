package sandstore.lab.why;

import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.LinkRule;
import sandstore.wire.NodeId;

/**
 * The time in which a node led, as leader of a term or as primary of a view: how it begins and
 * ends, whatever made it lead.
 */
final class Reign {
  private Reign() {}

  static boolean begins(Event e) {
    return e.hasRoleChanged() && ClusterView.leads(e.getRoleChanged().getRole());
  }

  /** That somebody led before, whom this node then did not hear any more. */
  record Before(LabEvent began, Optional<LabEvent> fellSilent) {
    String leader() {
      return began.event().getNode();
    }

    /** Says what silenced it. */
    Optional<String> clause(NodeId node) {
      return fellSilent.map(e -> Reign.clause(e.event(), leader(), node.name()));
    }
  }

  /** Who led last, of the others, before this happened to the node. Cites it. */
  static Optional<Before> before(Story story, NodeId node, LabEvent happened) {
    return story
        .newestBefore(happened, e -> begins(e) && !e.getNode().equals(node.name()))
        .map(
            began -> {
              String leader = began.event().getNode();
              Optional<LabEvent> silent =
                  story.newestBetween(began, happened, e -> silences(e, leader, node.name()));
              story.cite(began);
              silent.ifPresent(story::cite);
              return new Before(began, silent);
            });
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

  /**
   * What ended it, as a clause; empty if it lasts in the end. Cites it.
   *
   * @param era what the field calls its number here: term or view
   */
  static String ending(Story story, NodeId node, LabEvent began, String era) {
    long term = began.event().getRoleChanged().getTerm();
    Optional<NodeView> now = story.view().node(node);
    if (now.filter(n -> n.alive() && n.leads() && n.term() == term).isPresent()) {
      return "";
    }
    Optional<LabEvent> end =
        story.firstAfter(
            began,
            e ->
                (e.hasNodeExited() && e.getNodeExited().getNode().equals(node.name()))
                    || (e.hasLeaderStepped() && e.getNode().equals(node.name())));
    end.ifPresent(story::cite);
    Optional<LabEvent> next = story.newest(e -> begins(e) && e.getRoleChanged().getTerm() > term);
    next.ifPresent(story::cite);
    String ended =
        end.map(e -> e.event().hasNodeExited() ? "it has ended since" : "it stepped down since")
            .orElse("how its time ended was not seen");
    return ended
        + next.map(
                e -> ", and " + e.event().getNode() + " leads in " + era + " " + termOf(e.event()))
            .orElse("");
  }

  private static long termOf(Event e) {
    return e.getRoleChanged().getTerm();
  }

  /** Who leads in the end, as a clause. */
  static String now(Story story, String era) {
    return story
        .view()
        .leader()
        .map(l -> l.id() + " leads in " + era + " " + l.term())
        .orElse("nobody leads");
  }
}
