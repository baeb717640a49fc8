package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.proto.NodeRule;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "disk",
    headerHeading = "Disks",
    description = "Makes the disks of nodes full, slow or broken, or puts them in order again.",
    footer = {
      "full: no chunk is taken any more, and so much is left for the log, 64 MiB unless you say",
      "otherwise. slow: each write and each force takes so much longer. fail: everything is an I/O",
      "error. ok, or heal: in order again. A node that cannot write its log ends itself, and start",
      "brings it back.",
      "",
      "  disk node2 full",
      "  disk leader full 0B",
      "  disk node2 slow 200ms",
      "  disk node2 fail",
      "  disk node2 ok"
    })
public final class Disk implements LabCommand {
  private static final String USAGE = "like this: disk node2 full, slow 200ms, fail or ok";
  private static final List<String> VERBS = List.of("full", "slow", "fail", "ok");
  private static final long RESERVE_BYTES = 64L << 20;
  private static final int MOST_MILLIS = 60_000;

  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      completionCandidates = Verbs.class,
      description = "TARGET full [LEFT] | slow DURATION | fail | ok")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    int verb = 0;
    while (verb < words.size() && !VERBS.contains(words.get(verb))) {
      verb++;
    }
    if (verb == 0 || verb == words.size()) {
      throw new Refusal("which disk, and what is wrong with it?", USAGE);
    }
    List<NodeId> nodes = context.nodes(words.subList(0, verb));
    UnaryOperator<NodeRule.Builder> fault = fault(words.subList(verb, words.size()));
    FaultAnswer.changeNodes(context, "disk", nodes, rule -> fault.apply(inOrder(rule)));
  }

  private static NodeRule.Builder inOrder(NodeRule.Builder rule) {
    return rule.clearDiskFull().clearDiskLeft().clearDiskSlowMillis().clearDiskFails();
  }

  private static UnaryOperator<NodeRule.Builder> fault(List<String> said) {
    List<String> rest = said.subList(1, said.size());
    switch (said.get(0)) {
      case "full" -> {
        long left = rest.isEmpty() ? RESERVE_BYTES : Quantities.size(rest.get(0));
        Quantities.nothingMore(rest.isEmpty() ? rest : rest.subList(1, rest.size()), USAGE);
        return rule -> rule.setDiskFull(true).setDiskLeft(left);
      }
      case "slow" -> {
        if (rest.size() != 1) {
          throw new Refusal("how slow?", "like this: disk node2 slow 200ms");
        }
        long millis = Quantities.duration(rest.get(0)).toMillis();
        if (millis < 1 || millis > MOST_MILLIS) {
          throw new Refusal("a disk is slow by 1 ms to one minute", USAGE);
        }
        return rule -> rule.setDiskSlowMillis((int) millis);
      }
      case "fail" -> {
        Quantities.nothingMore(rest, USAGE);
        return rule -> rule.setDiskFails(true);
      }
      default -> {
        Quantities.nothingMore(rest, USAGE);
        return rule -> rule;
      }
    }
  }

  /** For completion. */
  static final class Verbs extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Verbs() {
      super(VERBS);
    }
  }
}
