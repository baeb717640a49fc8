package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;

@AutoService(LabCommand.class)
@Command(
    name = "repeat",
    headerHeading = "Scripts",
    description = "Runs a command several times; $i is the number of the time, from 1.",
    footer = {
      "  repeat 100 put --text hello /greeting-$i",
      "  repeat --quiet 100 put --text hello /greeting-$i"
    })
public final class Repeat implements LabCommand {
  private static final int MOST = 1_000_000;

  @Option(names = "--quiet", description = "say only how it ended")
  private boolean quiet;

  @Parameters(index = "0", paramLabel = "N", description = "how often")
  private int times;

  @Parameters(index = "1..*", paramLabel = "COMMAND", arity = "1..*", description = "what")
  private List<String> words = List.of();

  @Override
  public boolean dashWords() {
    return true;
  }

  @Override
  public void run(Context context) throws InterruptedException {
    if (times < 1 || times > MOST || words.isEmpty()) {
      throw new Refusal("repeat runs a command 1 to " + MOST + " times", "repeat 10 mkdir /d$i");
    }
    List<String> typed = context.typed();
    int command = typed.indexOf("--quiet") == 0 ? 2 : 1;
    String line = String.join(" ", typed.subList(command, typed.size()));
    Consumer<Reply> replies = quiet ? reply -> {} : context::reply;
    for (int i = 1; i <= times; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      context.passOn(context.run(line.replace("$i", Integer.toString(i)), replies));
      context.progress("repeat", i, times, "times", "");
    }
    context.result("repeat", Map.of("times", times), "done " + times + " times");
  }
}
