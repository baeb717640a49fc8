package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Shape;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "start",
    headerHeading = "Processes",
    description = "Starts nodes that have ended, with the data that they have.",
    footer = {"  start node2", "  start all"})
public final class Start implements LabCommand {
  private static final NodeWords.Change CHANGE =
      new NodeWords.Change("start", NodeView.Process.EXITED, "is running already", "running");

  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> named = targets.nodes(context);
    if (named.size() == 1 && mayVoteAndDoesNot(context.view(), named.get(0))) {
      throw new Refusal(
          named.get(0) + " is running already, and has no vote",
          "member add " + named.get(0) + " goes on where its return was cut short");
    }
    targets.each(context, CHANGE, context.cluster()::start);
  }

  private static boolean mayVoteAndDoesNot(ClusterView view, NodeId node) {
    int may = Math.min(Shape.mostVoters(), view.nodes().size());
    return view.topology().equals("raft")
        && view.node(node).filter(NodeView::alive).isPresent()
        && !view.voters().isEmpty()
        && !view.voters().contains(node)
        && view.voters().size() < may;
  }
}
