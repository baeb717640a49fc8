package sandstore.lab.command;

import java.util.List;
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
   * Those of them that are in this state.
   *
   * @param otherwise what is said when none of them is
   */
  List<NodeId> those(Context context, NodeView.Process state, String otherwise) {
    List<NodeId> named = nodes(context);
    List<NodeId> those =
        named.stream()
            .filter(n -> context.view().node(n).filter(v -> v.process() == state).isPresent())
            .toList();
    if (those.isEmpty()) {
      throw new Refusal(
          named.size() == 1 ? named.get(0) + " " + otherwise : "each of them " + otherwise);
    }
    return those;
  }
}
