package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

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
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Nodes.each(context, "pause", targets.nodes(context), context.cluster()::pause, "paused");
  }
}
