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
    name = "resume",
    headerHeading = "Processes",
    description = "Lets paused nodes go on (SIGCONT).",
    footer = {"  resume all"})
public final class Resume implements LabCommand {
  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      description = "node2, leader, followers, zone1, all ..")
  private List<String> targets = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    Cluster cluster = context.cluster();
    List<NodeId> nodes = Nodes.those(context, targets, NodeView.Process.PAUSED, "is not paused");
    for (NodeId node : nodes) {
      cluster.resume(node);
    }
    Nodes.answer(context, "resume", nodes, "running");
  }
}
