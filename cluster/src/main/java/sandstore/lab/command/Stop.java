package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "stop",
    headerHeading = "Processes",
    description = "Asks nodes to end in order (SIGTERM), and waits until they have.",
    footer = {"  stop node3"})
public final class Stop implements LabCommand {
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Nodes.each(context, "stop", targets.nodes(context), context.cluster()::stop, "stopped");
  }
}
