package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
public final class Duplicate implements LinkCommand {
  @Mixin private LinkWords words = new LinkWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Links links = words.links(context);
    double part = Quantities.percent(links.rest());
    links.change(
        context,
        "duplicate",
        rule -> rule.setDuplicate(part),
        ", " + Math.round(part * 100) + " %");
  }
}
