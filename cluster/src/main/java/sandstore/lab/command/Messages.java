package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.LabEvent;
import sandstore.lab.Style;
import sandstore.lab.story.Sentence;
import sandstore.proto.Event;

@AutoService(LabCommand.class)
@Command(
    name = "messages",
    headerHeading = "Looking",
    description = "The latest RPCs between nodes: sent, answered, swallowed by a fault.",
    footer = {
      "MemberHeartbeat, by which nodes hear that the others live, is left out unless it is asked for.",
      "",
      "  messages",
      "  messages --kind RequestVote",
      "  messages --node node2 --limit 50"
    })
public final class Messages implements LabCommand {
  private static final String CHATTER = "MemberHeartbeat";

  @Option(names = "--kind", paramLabel = "KIND", description = "RequestVote, AppendEntries ..")
  private @Nullable String kind;

  @Option(names = "--node", paramLabel = "NODE", description = "seen by this node only")
  private @Nullable String node;

  @Mixin private Latest latest = new Latest();

  @Override
  public void run(Context context) {
    context.cluster();
    Map<String, Integer> counts = new HashMap<>();
    List<LabEvent> last =
        latest
            .in(
                context.lab().events(),
                e -> {
                  boolean wanted = wanted(e.event());
                  if (wanted) {
                    counts.merge(rpcKind(e.event()), 1, Integer::sum);
                  }
                  return wanted;
                })
            .events();
    List<String> text = new ArrayList<>();
    last.forEach(e -> text.add(Style.DIM.of("e" + e.order()) + "  " + Sentence.of(e.event())));
    if (text.isEmpty()) {
      text.add("no such message was seen");
    }
    context.result(
        "messages",
        Map.of(
            "counts", counts, "sentences", last.stream().map(e -> Sentence.of(e.event())).toList()),
        text);
  }

  private boolean wanted(Event e) {
    String rpc = rpcKind(e);
    String asked = kind;
    return !rpc.isEmpty()
        && (asked == null ? !rpc.equals(CHATTER) : rpc.equalsIgnoreCase(asked))
        && (node == null || e.getNode().equals(node));
  }

  /** Empty for an event that is no RPC's. What was received is shown by its sender. */
  private static String rpcKind(Event e) {
    return switch (e.getKindCase()) {
      case RPC_SENT -> e.getRpcSent().getKind();
      case RPC_ANSWERED -> e.getRpcAnswered().getKind();
      case RPC_DROPPED -> e.getRpcDropped().getKind();
      case RPC_FAILED -> e.getRpcFailed().getKind();
      case RPC_HELD -> e.getRpcHeld().getKind();
      default -> "";
    };
  }
}
