package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "slow",
    headerHeading = "Network",
    description = "Delays everything on a link, in order.",
    footer = {"  slow node1 -> node2 200ms", "  slow node1 <-> node2 200ms +-50ms"})
public final class Slow implements LabCommand {
  @Parameters(paramLabel = "LINK", arity = "1..*", description = "A -> B, or A <-> B")
  private List<String> words = List.of();

  @Override
  public boolean dashWords() {
    return true;
  }

  @Override
  public void run(Context context) throws InterruptedException {
    Links links = Links.parse(context, words);
    Quantities.Delay delay = Quantities.delay(links.rest());
    FaultAnswer.change(
        context,
        "slow",
        rules ->
            FaultRules.change(
                rules,
                links.links(),
                r ->
                    r.toBuilder()
                        .setDelayMillis(delay.millis())
                        .setJitterMillis(delay.jitterMillis())
                        .build()),
        "slow: " + Quantities.list(links.links()) + " by " + delay);
  }
}
