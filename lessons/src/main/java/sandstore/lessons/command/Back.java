package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lessons.engine.Play;

@AutoService(LabCommand.class)
@Command(
    name = "back",
    headerHeading = "Lessons",
    description = "In a lesson: shows the screen before again, only to read.",
    footer = {"  back", "  next"})
public final class Back implements LabCommand {
  @Override
  public void run(Context context) {
    Play.in(context.lab()).back(context);
  }
}
