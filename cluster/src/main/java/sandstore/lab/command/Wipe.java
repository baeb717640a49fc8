package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

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
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Nodes.each(context, "wipe", targets.nodes(context), context.cluster()::wipe, "wiped");
  }
}
