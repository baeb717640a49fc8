package sandstore.lab.command;

import com.google.auto.service.AutoService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "slow",
    headerHeading = "Network",
    description = "Delays everything on a link, in order.",
    footer = {"  slow node1 -> node2 200ms", "  slow node1 <-> node2 200ms +-50ms"})
public final class Slow implements LinkCommand {
  @Mixin private LinkWords words = new LinkWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Links links = words.links(context);
    Quantities.Delay delay = Quantities.delay(links.rest());
    links.change(
        context,
        "slow",
        rule -> rule.setDelayMillis(delay.millis()).setJitterMillis(delay.jitterMillis()),
        " by " + delay);
  }
}
