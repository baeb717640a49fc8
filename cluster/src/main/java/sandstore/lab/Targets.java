package sandstore.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** Turns the words by which people name nodes into nodes, against one view. Pure. */
final class Targets {
  private final Roster roster;
  private final ClusterView view;

  private Targets(Roster roster, ClusterView view) {
    this.roster = roster;
    this.view = view;
  }

  static Targets of(Roster roster, ClusterView view) {
    return new Targets(roster, view);
  }

  List<NodeId> nodes(List<String> targets) {
    return resolve(targets, false);
  }

  List<NodeId> ends(List<String> targets) {
    return resolve(targets, true);
  }

  private List<NodeId> resolve(List<String> targets, boolean clientToo) {
    Set<NodeId> found = new LinkedHashSet<>();
    for (String target : targets) {
      for (String word : target.split("[,\\s]+", -1)) {
        if (!word.isEmpty()) {
          found.addAll(clientToo && word.equals("client") ? List.of(NodeId.CLIENT) : one(word));
        }
      }
    }
    if (found.isEmpty()) {
      throw new Refusal("no node is named", "name some: " + names());
    }
    return List.copyOf(found);
  }

  private List<NodeId> one(String word) {
    return switch (word) {
      case "all" -> roster.nodes();
      case "leader" ->
          List.of(
              leader()
                  .orElseThrow(
                      () ->
                          new Refusal(
                              "no running node leads now", "wait leader != '' within 10s")));
      case "followers" -> followers();
      case "follower" -> followers().subList(0, 1);
      case "any" -> running(node -> true, "no node is running").subList(0, 1);
      default -> named(word);
    };
  }

  private Optional<NodeId> leader() {
    return view.leader().map(NodeView::id);
  }

  private List<NodeId> followers() {
    return running(node -> !node.leads(), "no follower is running");
  }

  private List<NodeId> running(Predicate<NodeView> which, String otherwise) {
    List<NodeId> nodes = view.running().stream().filter(which).map(NodeView::id).toList();
    if (nodes.isEmpty()) {
      throw new Refusal(otherwise, "status shows each node");
    }
    return nodes;
  }

  private List<NodeId> named(String word) {
    if (word.matches("zone[0-9]+")) {
      List<NodeId> zone =
          roster.nodes().stream().filter(node -> roster.zoneOf(node).equals(word)).toList();
      if (zone.isEmpty()) {
        throw new Refusal("there is no " + word, "zones are " + String.join(", ", roster.zones()));
      }
      return zone;
    }
    NodeId node = new NodeId(word);
    if (!roster.has(node)) {
      throw new Refusal(
          "there is no " + (node.isNode() ? "" : "node named ") + Style.harmless(word),
          "nodes are " + names());
    }
    return List.of(node);
  }

  /** {@code node1..node5}, or with gaps {@code node1, node3}. */
  private String names() {
    List<NodeId> nodes = roster.nodes();
    int first = nodes.get(0).number();
    int last = nodes.get(nodes.size() - 1).number();
    boolean gapless = nodes.size() > 1 && last - first + 1 == nodes.size();
    return (gapless
            ? "node" + first + "..node" + last
            : String.join(", ", nodes.stream().map(NodeId::name).toList()))
        + ", also leader, follower, followers, any, all";
  }
}
