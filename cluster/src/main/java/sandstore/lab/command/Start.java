package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "start",
    headerHeading = "Processes",
    description = "Starts nodes that have ended, with the data that they have.",
    footer = {"  start node2", "  start all"})
public final class Start implements LabCommand {
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> ended = targets.those(context, NodeView.Process.EXITED, "is running already");
    Nodes.each(context, "start", ended, context.cluster()::start, "running");
  }
}
