package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lessons.engine.Play;

@AutoService(LabCommand.class)
@Command(
    name = "task",
    headerHeading = "Lessons",
    description = "In a lesson: says again what is asked now, and what of it is done.",
    footer = {"  task"})
public final class Task implements LabCommand {
  @Override
  public void run(Context context) {
    Play.in(context.lab()).task(context);
  }
}
