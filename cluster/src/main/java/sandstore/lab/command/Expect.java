package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "expect",
    headerHeading = "Scripts",
    description = "Fails unless a condition is true, now or within the time given.",
    footer = {
      "  expect leader == 'node2'",
      "  expect nodes.filter(n, n.alive).size() == 4 within 5s"
    })
public final class Expect implements LabCommand {
  @Parameters(paramLabel = "CONDITION", arity = "1..*", description = "CONDITION [within 5s]")
  private List<String> words = List.of();

  @Override
  public boolean dashWords() {
    return true;
  }

  @Override
  public void run(Context context) throws InterruptedException {
    Within.parse(context.typed(), Duration.ZERO).await(context, "expect");
  }
}
