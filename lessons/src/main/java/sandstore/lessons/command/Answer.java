package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import java.util.List;
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
    footer = {
      "An answer is not changed afterwards. In a lesson that is shown to a class (lesson start",
      "--present) it may say how many hands were raised for each.",
      "",
      "  answer b",
      "  b",
      "  a 12 b 7"
    })
public final class Answer implements LabCommand {
  @Parameters(paramLabel = "LETTER", arity = "1..*", description = "a, b, c ..")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    Play.in(context.lab())
        .answer(
            context, words.stream().map(w -> w.toLowerCase(Locale.ROOT).replace(")", "")).toList());
  }
}
