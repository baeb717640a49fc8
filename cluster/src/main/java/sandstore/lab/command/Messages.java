package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    Map<String, Integer> counts = new TreeMap<>();
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
        Map.of("counts", counts, "messages", last.stream().map(Messages::fields).toList()),
        text);
  }

  private static Map<String, Object> fields(LabEvent seen) {
    Event e = seen.event();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", seen.order());
    fields.put("atMillis", e.getAtMillis());
    fields.put("kind", rpcKind(e));
    fields.put("what", e.getKindCase().name().substring("RPC_".length()).toLowerCase(Locale.ROOT));
    fields.put("by", e.getNode());
    String to =
        switch (e.getKindCase()) {
          case RPC_SENT -> e.getRpcSent().getTo();
          case RPC_ANSWERED -> e.getRpcAnswered().getTo();
          case RPC_DROPPED -> e.getRpcDropped().getTo();
          case RPC_FAILED -> e.getRpcFailed().getTo();
          case RPC_HELD -> e.getRpcHeld().getTo();
          case RPC_RELEASED -> e.getRpcReleased().getMessage().getTo();
          default -> "";
        };
    fields.put("to", to);
    if (e.hasRpcAnswered()) {
      fields.put("tookMicros", e.getRpcAnswered().getTookMicros());
    }
    fields.put("sentence", Sentence.of(e));
    return fields;
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
      case RPC_RELEASED -> e.getRpcReleased().getMessage().getKind();
      default -> "";
    };
  }
}
