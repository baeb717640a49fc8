package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "cut",
    headerHeading = "Network",
    description = "Cuts a link, one way or both: what is sent on it is swallowed in silence.",
    footer = {
      "One way, node1 -> node2 swallows the requests of node1 and its replies to the calls of node2.",
      "client is a name like a node.",
      "",
      "  cut node1 -> node2",
      "  cut client <-> leader"
    })
public final class Cut implements LabCommand {
  @Parameters(paramLabel = "LINK", arity = "1..*", description = "A -> B, or A <-> B")
  private List<String> words = List.of();

  @Override
  public boolean dashWords() {
    return true;
  }

  @Override
  public void run(Context context) throws InterruptedException {
    Links links = Links.parse(context, words);
    Quantities.nothingMore(links.rest(), Links.USAGE);
    FaultAnswer.change(
        context,
        "cut",
        rules -> FaultRules.change(rules, links.links(), r -> r.toBuilder().setCut(true).build()),
        "cut: " + Quantities.list(links.links()));
  }
}
