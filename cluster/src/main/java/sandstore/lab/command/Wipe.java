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
    name = "wipe",
    headerHeading = "Processes",
    description = "Removes the data of nodes that have ended.",
    footer = {
      "In raft this is refused until membership can change: a voter that has forgotten its vote and its",
      "log could vote twice, and an acknowledged write could be lost (amnesia).",
      "",
      "  kill node2; wipe node2"
    })
public final class Wipe implements LabCommand {
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
      cluster.wipe(node);
    }
    Nodes.answer(context, "wipe", nodes, "wiped");
  }
}
