package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.view.NodeView;

@AutoService(LabCommand.class)
@Command(
    name = "start",
    headerHeading = "Processes",
    description = "Starts nodes that have ended, with the data that they have.",
    footer = {"  start node2", "  start all"})
public final class Start implements LabCommand {
  private static final NodeWords.Change CHANGE =
      new NodeWords.Change("start", NodeView.Process.EXITED, "is running already", "running");

  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    targets.each(context, CHANGE, context.cluster()::start);
  }
}
