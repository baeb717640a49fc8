package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lessons.engine.Play;

@AutoService(LabCommand.class)
@Command(
    name = "skip",
    headerHeading = "Lessons",
    description = "In a lesson: goes on without the answer or the deed that is asked for.",
    footer = {"  skip"})
public final class Skip implements LabCommand {
  @Override
  public void run(Context context) throws InterruptedException {
    Play.in(context.lab()).skip(context);
  }
}
