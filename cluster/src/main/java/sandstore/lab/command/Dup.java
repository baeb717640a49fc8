package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.view.Gate.Held;

@AutoService(LabCommand.class)
@Command(
    name = "dup",
    headerHeading = "Network",
    description =
        "Makes a second copy of requests that wait, which waits and is delivered by itself.",
    footer = {
      "A network may bring a request twice, the second time much later. The answer to a copy is",
      "nobody's. A reply has no copy: whoever got the first one listens no more.",
      "",
      "  dup client.1",
      "  dup node1.3; deliver node1.3; deliver node1.4"
    })
public final class Dup implements LinkCommand {
  @Parameters(
      paramLabel = Waiting.LABEL,
      arity = "1..*",
      description = "ids, a kind, [KIND] A -> B, first or all")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    List<Held> those = Waiting.named(context, words);
    for (Held held : those) {
      if (held.message().getReply()) {
        throw new Refusal(
            held.id() + " is a reply, and a caller listens to one only", "dup copies requests");
      }
      if (held.message().getKind().equals("WriteChunk")) {
        throw new Refusal(
            held.id() + " begins a stream, which has no copy",
            "dup copies requests of one message");
      }
    }
    Waiting.tell(context, "dup", "waits, too:", context.cluster().gatekeeper().copy(those));
  }
}
