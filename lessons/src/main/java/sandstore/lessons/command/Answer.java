package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lessons.engine.Play;

@AutoService(LabCommand.class)
@Command(
    name = "answer",
    headerHeading = "Lessons",
    description = "In a lesson: answers its question; the letter alone does as well.",
    footer = {"An answer is not changed afterwards.", "", "  answer b", "  b"})
public final class Answer implements LabCommand {
  @Parameters(paramLabel = "LETTER", description = "a, b, c ..")
  private String letter = "";

  @Override
  public void run(Context context) throws InterruptedException {
    Play.in(context.lab()).answer(context, letter.toLowerCase(Locale.ROOT).replace(")", ""));
  }
}
