package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "lose",
    headerHeading = "Network",
    description =
        "Loses a part of the messages on a link. On a stream, one lost message stalls it.",
    footer = {"  lose node1 -> node2 20%"})
public final class Lose implements LabCommand {
  @Parameters(paramLabel = "LINK", arity = "1..*", description = "A -> B, or A <-> B")
  private List<String> words = List.of();

  @Override
  public boolean dashWords() {
    return true;
  }

  @Override
  public void run(Context context) throws InterruptedException {
    Links links = Links.parse(context, words);
    double part = Quantities.percent(links.rest());
    FaultAnswer.change(
        context,
        "lose",
        rules -> FaultRules.change(rules, links.links(), r -> r.toBuilder().setLoss(part).build()),
        "lose: " + Quantities.list(links.links()) + ", " + Math.round(part * 100) + " %");
  }
}
