package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "drop",
    headerHeading = "Network",
    description = "Loses messages that wait: they never arrive, and nobody is told.",
    footer = {
      "Whoever waits for an answer finds out when its time is over. To drop the reply only leaves",
      "the caller of an operation in the dark: it was done, and it cannot know.",
      "",
      "  drop node1.3",
      "  drop first",
      "  drop node1 -> node2",
      "  hold reply CommitFile leader -> client; put --text x /x &; drop CommitFile"
    })
public final class Drop implements LinkCommand {
  @Parameters(
      paramLabel = Waiting.LABEL,
      arity = "1..*",
      description = "ids, a kind, [KIND] A -> B, first or all")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    var those = Waiting.named(context, words);
    Waiting.tell(context, "drop", "dropped", context.cluster().gatekeeper().drop(those));
  }
}
