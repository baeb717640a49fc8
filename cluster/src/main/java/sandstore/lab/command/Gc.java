package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.proto.BeginRequest;
import sandstore.proto.Collect;

@AutoService(LabCommand.class)
@Command(
    name = "gc",
    headerHeading = "Copies",
    description = "Collects chunks that no file refers to: what failed uploads left.",
    footer = {
      "The log marks them first; a node unlinks them after it has applied the mark, and keeps them",
      "in its trash for another minute. The leader does this by itself every ten minutes.",
      "",
      "  gc now",
      "  gc now --older 5s"
    })
public final class Gc implements LabCommand {
  @Parameters(paramLabel = "now", arity = "1", description = "now")
  private String when = "";

  @Option(
      names = "--older",
      paramLabel = "TIME",
      converter = Quantities.AsDuration.class,
      description = "only of uploads of which nothing has come for so long (30s if not said)")
  private Duration older = Duration.ofSeconds(30);

  @Override
  public void run(Context context) {
    if (!when.equals("now")) {
      throw new Refusal("when?", "gc now");
    }
    long marked =
        context
            .cluster()
            .calls()
            .begin(
                Upkeeping.leader(context),
                BeginRequest.newBuilder()
                    .setCollect(Collect.newBuilder().setOlderMillis(older.toMillis()))
                    .build())
            .getChunks();
    context.result(
        "gc",
        Map.of("marked", marked),
        marked == 0 ? "no orphans" : marked + (marked == 1 ? " orphan" : " orphans") + " marked");
  }
}
