package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "skew",
    headerHeading = "Disks",
    description = "Puts the wall clocks of nodes wrong, or right again with 0s.",
    footer = {
      "What a node stamps on what it proposes is then wrong by so much: the times of files, and when",
      "sessions expire. Elections and timeouts measure durations, and feel nothing.",
      "",
      "  skew node2 +5s",
      "  skew leader -2m",
      "  skew node2 0s"
    })
public final class Skew implements LabCommand {
  private static final String USAGE = "like this: skew node2 +5s";
  private static final long MOST_MILLIS = 10L * 366 * 24 * 3_600_000;

  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      completionCandidates = Usual.class,
      description = "TARGET [+-]DURATION")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    if (words.size() < 2) {
      throw new Refusal("whose clock, and how wrong?", USAGE);
    }
    List<NodeId> nodes = context.nodes(words.subList(0, words.size() - 1));
    long skew = millis(words.get(words.size() - 1));
    FaultAnswer.changeNodes(context, "skew", nodes, rule -> rule.setSkewMillis(skew));
  }

  /** A clock that is slow is {@code -2m}. */
  @Override
  public boolean dashWords() {
    return true;
  }

  private static long millis(String text) {
    boolean signed = text.startsWith("+") || text.startsWith("-");
    long millis = Quantities.duration(signed ? text.substring(1) : text).toMillis();
    if (millis > MOST_MILLIS) {
      throw new Refusal("a clock is wrong by ten years at most", USAGE);
    }
    return text.startsWith("-") ? -millis : millis;
  }

  /** For completion. */
  static final class Usual extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Usual() {
      super(List.of("+5s", "-5s", "0s"));
    }
  }
}
