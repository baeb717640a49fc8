package sandstore.lab.command;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** The nodes that a command acts on, as they stand behind its verb. */
final class NodeWords {
  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      description = "node2, leader, followers, zone1, all ..")
  private List<String> words = List.of();

  List<NodeId> nodes(Context context) {
    return context.nodes(words);
  }

  /**
   * What a verb makes of nodes.
   *
   * @param from only those in this state
   * @param otherwise what is said when none of them is
   * @param became what they are then
   */
  record Change(String verb, NodeView.Process from, String otherwise, String became) {}

  /**
   * Does it to those of them that are in that state, one after the other. A group may have none:
   * what was wanted is so already.
   */
  void each(Context context, Change change, Nodes.Deed deed) throws InterruptedException {
    List<NodeId> named = nodes(context);
    List<NodeId> those = named.stream().filter(n -> is(context, n, change.from())).toList();
    if (!those.isEmpty()) {
      Nodes.each(context, change.verb(), those, deed, change.became());
    } else if (named.size() == 1) {
      throw new Refusal(named.get(0) + " " + change.otherwise());
    } else {
      context.result(
          change.verb(), Map.of("nodes", List.of()), "each of them " + change.otherwise());
    }
  }

  private static boolean is(Context context, NodeId node, NodeView.Process state) {
    return context.view().node(node).filter(n -> n.process() == state).isPresent();
  }
}
