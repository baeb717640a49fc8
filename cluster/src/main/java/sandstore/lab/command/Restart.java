package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "restart",
    headerHeading = "Processes",
    description = "Kills nodes and starts them again with their data.",
    footer = {"  restart node2"})
public final class Restart implements LabCommand {
  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      description = "node2, leader, followers, zone1, all ..")
  private List<String> targets = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    Cluster cluster = context.cluster();
    List<NodeId> nodes = context.nodes(targets);
    for (NodeId node : nodes) {
      if (context
          .view()
          .node(node)
          .filter(n -> n.process() != NodeView.Process.EXITED)
          .isPresent()) {
        cluster.kill(node);
      }
      cluster.start(node);
    }
    Nodes.answer(context, "restart", nodes, "running again");
  }
}
