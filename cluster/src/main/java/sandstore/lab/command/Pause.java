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
    name = "pause",
    headerHeading = "Processes",
    description =
        "Stops nodes in their tracks (SIGSTOP): alive to the system, silent to the others.",
    footer = {
      "A paused node misses heartbeats and knows nothing of it. resume lets it go on.",
      "",
      "  pause leader"
    })
public final class Pause implements LabCommand {
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
      cluster.pause(node);
    }
    Nodes.answer(context, "pause", nodes, "paused");
  }
}
