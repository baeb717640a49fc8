package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.story.GateSentences;
import sandstore.proto.HoldRule;

@AutoService(LabCommand.class)
@Command(
    name = "hold",
    headerHeading = "Network",
    description = "Makes messages wait for your word: from now on you are the network.",
    footer = {
      "A message of that kind waits in the process that sends it, until deliver, drop or heal; the",
      "time of whoever waits for it stands still. A link is the way that the message goes: a request",
      "goes from the caller to the callee, its reply, which is held by itself, from the callee to the",
      "caller. raft stands for all of Raft's messages but heartbeats. Without a link: on every one.",
      "where compares index (of an entry in it), term and entries (how many) of messages of Raft and of a",
      "primary to its backups (Replicate), and Raft's committed. In one process 1,000 messages wait at",
      "most; what comes then passes, and so do calls that have begun already.",
      "",
      "  hold AppendEntries node1 -> node2",
      "  hold AppendEntries leader -> followers where index >= 7",
      "  hold Replicate node1 -> node2 where entries >= 1",
      "  hold RequestVote,PreVote node3 <-> node4",
      "  hold CommitFile client -> leader",
      "  hold reply CommitFile leader -> client",
      "  hold raft",
      "  held; deliver first; heal"
    })
public final class Hold implements LinkCommand {
  @Parameters(
      paramLabel = "MESSAGES",
      arity = "1..*",
      description = "[reply] KIND[,KIND] [A -> B] [where index >= 7]")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    HoldWords parsed = HoldWords.parse(words);
    List<HoldRule> rules = parsed.rules(context);
    FaultAnswer.tell(
        context,
        "hold",
        context.cluster().holds(before -> added(before, rules)),
        "held from now on: " + String.join("; ", GateSentences.rules(rules)));
  }

  /** The newest word about a kind on a link counts. */
  private static Set<HoldRule> added(Iterable<HoldRule> before, List<HoldRule> rules) {
    Set<HoldRule> all = new LinkedHashSet<>();
    for (HoldRule old : before) {
      if (rules.stream().noneMatch(r -> bare(r).equals(bare(old)))) {
        all.add(old);
      }
    }
    all.addAll(rules);
    return all;
  }

  private static HoldRule bare(HoldRule rule) {
    return rule.toBuilder().clearWhere().build();
  }
}
