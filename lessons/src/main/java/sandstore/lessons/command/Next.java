package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lessons.engine.Play;

@AutoService(LabCommand.class)
@Command(
    name = "next",
    headerHeading = "Lessons",
    description = "In a lesson: goes on, once what is asked here is done.",
    footer = {"  next"})
public final class Next implements LabCommand {
  @Override
  public void run(Context context) throws InterruptedException {
    Play.in(context.lab()).next(context);
  }
}
