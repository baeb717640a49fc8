package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "duplicate",
    headerHeading = "Network",
    description = "Delivers a part of the requests on a link twice.",
    footer = {
      "A store that applies a request twice loses track; this one must not.",
      "",
      "  duplicate client -> leader 50%"
    })
public final class Duplicate implements LabCommand {
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
        "duplicate",
        rules ->
            FaultRules.change(rules, links.links(), r -> r.toBuilder().setDuplicate(part).build()),
        "duplicate: " + Quantities.list(links.links()) + ", " + Math.round(part * 100) + " %");
  }
}
