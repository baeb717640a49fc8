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
    name = "resume",
    headerHeading = "Processes",
    description = "Lets paused nodes go on (SIGCONT).",
    footer = {"  resume all"})
public final class Resume implements LabCommand {
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> paused = targets.those(context, NodeView.Process.PAUSED, "is not paused");
    Nodes.each(context, "resume", paused, context.cluster()::resume, "running");
  }
}
