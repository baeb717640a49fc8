package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.view.NodeView;

@AutoService(LabCommand.class)
@Command(
    name = "resume",
    headerHeading = "Processes",
    description = "Lets paused nodes go on (SIGCONT).",
    footer = {"  resume all"})
public final class Resume implements LabCommand {
  private static final NodeWords.Change CHANGE =
      new NodeWords.Change("resume", NodeView.Process.PAUSED, "is not paused", "running");

  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    targets.each(context, CHANGE, context.cluster()::resume);
  }
}
