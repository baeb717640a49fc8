package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.view.Gate.Held;

@AutoService(LabCommand.class)
@Command(
    name = "step",
    headerHeading = "Network",
    description =
        "Delivers the message that has waited longest; with a number, one after the other.",
    footer = {
      "Between two steps it waits a moment for what the first has caused.",
      "",
      "  up raft --pace manual",
      "  mkdir /a &",
      "  step",
      "  step 5"
    })
public final class Step implements LabCommand {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  @Parameters(
      paramLabel = "N",
      arity = "0..1",
      converter = Quantities.AsCount.class,
      defaultValue = "1",
      description = "how many (1)")
  private int steps;

  @Override
  public void run(Context context) throws InterruptedException {
    List<Held> done = new ArrayList<>();
    while (done.size() < steps) {
      boolean first = done.isEmpty();
      if (!first && !context.cluster().await(v -> !v.gate().held().isEmpty(), MOMENT)) {
        break;
      }
      List<Held> oldest = Waiting.named(context, List.of("first"));
      done.addAll(context.cluster().gatekeeper().deliver(oldest));
    }
    Waiting.tell(context, "step", "delivered", done);
  }
}
