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
    name = "kill",
    headerHeading = "Processes",
    description = "Ends node processes at once (SIGKILL), as a power cut of the process would.",
    footer = {
      "A killed node keeps its data; start brings it back.",
      "",
      "  kill node2",
      "  kill leader",
      "  kill node1,node2"
    })
public final class Kill implements LabCommand {
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
      cluster.kill(node);
    }
    Nodes.answer(context, "kill", nodes, "killed");
  }
}
