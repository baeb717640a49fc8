package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lessons.engine.Play;

@AutoService(LabCommand.class)
@Command(
    name = "show",
    headerHeading = "Lessons",
    description = "In a lesson before a class: types the next line of the task's solution.",
    footer = {"Only in a lesson that was started with --present.", "", "  show"})
public final class Show implements LabCommand {
  @Override
  public void run(Context context) throws InterruptedException {
    Play.in(context.lab()).show(context);
  }
}
