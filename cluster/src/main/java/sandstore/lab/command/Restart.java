package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Nodes.each(
        context, "restart", targets.nodes(context), n -> restart(context, n), "running again");
  }

  private static void restart(Context context, NodeId node) throws InterruptedException {
    Cluster cluster = context.cluster();
    if (context.view().node(node).filter(n -> n.process() != NodeView.Process.EXITED).isPresent()) {
      cluster.kill(node);
    }
    cluster.start(node);
  }
}
