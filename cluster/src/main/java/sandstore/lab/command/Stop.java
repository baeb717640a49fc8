package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "stop",
    headerHeading = "Processes",
    description = "Asks nodes to end in order (SIGTERM), and waits until they have.",
    footer = {"  stop node3"})
public final class Stop implements LabCommand {
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
      cluster.stop(node);
    }
    Nodes.answer(context, "stop", nodes, "stopped");
  }
}
