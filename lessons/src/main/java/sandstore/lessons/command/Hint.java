package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lessons.engine.Play;

@AutoService(LabCommand.class)
@Command(
    name = "hint",
    headerHeading = "Lessons",
    description = "In a lesson: helps with the task, a step more each time.",
    footer = {"  hint"})
public final class Hint implements LabCommand {
  @Override
  public void run(Context context) {
    Play.in(context.lab()).hint(context);
  }
}
