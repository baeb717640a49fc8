package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
public final class Cut implements LinkCommand {
  @Mixin private LinkWords words = new LinkWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Links links = words.links(context);
    Quantities.nothingMore(links.rest(), Links.USAGE);
    links.change(context, "cut", rule -> rule.setCut(true), "");
  }
}
