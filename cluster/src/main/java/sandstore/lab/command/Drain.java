package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.proto.BeginRequest;
import sandstore.proto.SetDraining;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "drain",
    headerHeading = "Copies",
    description = "Gives a node no new chunks, and copies what it has elsewhere.",
    footer = {
      "status shows how far it is, and when the node may be removed. Its own copies stay where they",
      "are until then; --off takes it back in.",
      "",
      "  drain node2",
      "  drain node2 --off",
      "  drain node2; wait 'node2' in drained within 60s"
    })
public final class Drain implements LabCommand {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

  @Parameters(paramLabel = "NODE", arity = "1", description = "node2")
  private String target = "";

  @Option(names = "--off", description = "take it back in")
  private boolean off;

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> nodes = context.nodes(List.of(target));
    if (nodes.size() != 1) {
      throw new Refusal("one node at a time", "drain node2");
    }
    NodeId node = nodes.get(0);
    var answer =
        context
            .cluster()
            .calls()
            .begin(
                Upkeeping.leader(context),
                BeginRequest.newBuilder()
                    .setDraining(SetDraining.newBuilder().setNode(node.name()).setOn(!off))
                    .build());
    var seen = context.lab().await(v -> v.upkeep().draining().contains(node) != off, SEEN_WITHIN);
    context.result(
        "drain",
        Map.of("node", node.name(), "on", !off),
        off ? node + " may have chunks again" : node + " is being emptied; status shows how far");
  }
}
