package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "kill",
    headerHeading = "Processes",
    description = "Ends node processes at once (SIGKILL), as a power cut of the process would.",
    footer = {
      "A killed node keeps its data; start brings it back.",
      "",
      "  kill node2",
      "  kill leader",
      "  kill node1,node2"
    })
public final class Kill implements LabCommand {
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Nodes.each(context, "kill", targets.nodes(context), context.cluster()::kill, "killed");
  }
}
