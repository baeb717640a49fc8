package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Unmet;
import sandstore.lab.condition.Condition;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Gate.Held;

@AutoService(LabCommand.class)
@Command(
    name = "deliver",
    headerHeading = "Network",
    description = "Lets messages that wait go on their way, in the order in which they are named.",
    footer = {
      "They pass the link as any message does; the time of whoever waits for them begins now.",
      "",
      "  deliver",
      "  deliver node1.3",
      "  deliver node1.4,node1.3",
      "  deliver RequestVote",
      "  deliver node1 -> node2",
      "  deliver AppendEntries node1 -> node2,node3",
      "  deliver all",
      "  deliver node1 -> node2 --until \"node('node2').lastIndex >= 7\""
    })
public final class Deliver implements LinkCommand {
  private static final Duration NEXT = Duration.ofSeconds(30);

  /** What was delivered a moment ago may be about to make the condition true. */
  private static final Duration ARRIVES = Duration.ofMillis(500);

  @Parameters(
      paramLabel = Waiting.LABEL,
      arity = "0..*",
      description = "ids, a kind, [KIND] A -> B, first (the default) or all")
  private List<String> words = List.of();

  @Option(
      names = "--until",
      paramLabel = "CONDITION",
      description = "one after the other, as they come, until this is true")
  private @Nullable String until;

  @Override
  public void run(Context context) throws InterruptedException {
    String condition = until;
    List<Held> delivered =
        condition == null
            ? context.cluster().gatekeeper().deliver(Waiting.named(context, named()))
            : oneByOne(context, condition);
    Waiting.tell(context, "deliver", "delivered", delivered);
  }

  private List<String> named() {
    return words.isEmpty() ? List.of("first") : words;
  }

  private List<Held> oneByOne(Context context, String condition) throws InterruptedException {
    Condition compiled = Within.compiled(condition);
    Predicate<ClusterView> met = view -> Within.judge(context, compiled, view).isTrue();
    List<Held> delivered = new ArrayList<>();
    while (!met.test(context.view())) {
      if (!context.lab().await(view -> met.test(view) || waits(context), NEXT)) {
        throw new Unmet(
            "nothing more came to be delivered, and it is not true: "
                + condition
                + "; saw "
                + Within.judge(context, compiled, context.view()).saw());
      }
      if (!context.lab().await(met, ARRIVES) && waits(context)) {
        List<Held> next = Waiting.named(context, named()).subList(0, 1);
        delivered.addAll(context.cluster().gatekeeper().deliver(next));
      }
    }
    return delivered;
  }

  private boolean waits(Context context) {
    try {
      return !Waiting.named(context, named()).isEmpty();
    } catch (Refusal e) {
      return false; // nothing yet
    }
  }
}
