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
      "In raft such a node has forgotten its vote and its log, and could undo what was acknowledged",
      "(amnesia). So start makes a new peer of it: the next generation, which learns before it votes.",
      "",
      "  kill node2; wipe node2; start node2"
    })
public final class Wipe implements LabCommand {
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Nodes.each(context, "wipe", targets.nodes(context), context.cluster()::wipe, "wiped");
  }
}
