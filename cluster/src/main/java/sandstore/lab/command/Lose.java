package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "lose",
    headerHeading = "Network",
    description =
        "Loses a part of the messages on a link. On a stream, one lost message stalls it.",
    footer = {"  lose node1 -> node2 20%"})
public final class Lose implements LinkCommand {
  @Mixin private LinkWords words = new LinkWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Links links = words.links(context);
    double part = Quantities.percent(links.rest());
    links.change(context, "lose", rule -> rule.setLoss(part), ", " + Math.round(part * 100) + " %");
  }
}
