package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.view.Gate.Held;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.Precaution;
import sandstore.proto.HoldRule;
import sandstore.proto.NodeRule;
import sandstore.wire.HoldRules;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "heal",
    headerHeading = "Network",
    description = "Takes faults back: all of them, those of one link, or those of one node.",
    footer = {
      "Messages that were held go on their way, the oldest first; heal holds does only that.",
      "heal, without a link or a node, also switches on what unsafe has switched off.",
      "",
      "  heal",
      "  heal node1 <-> node2",
      "  heal node3",
      "  heal client",
      "  heal holds"
    })
public final class Heal implements LinkCommand {
  private static final Duration SOON = Duration.ofSeconds(2);

  @Parameters(
      paramLabel = "LINK",
      arity = "0..*",
      description = "all (the default), A -> B, A <-> B, a node, or holds")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    if (words.equals(List.of("holds"))) {
      openTheGate(context, rule -> true);
      return;
    }
    Predicate<Link> healed = which(context);
    Predicate<NodeId> mended = whichNodes(context);
    Predicate<HoldRule> let = whichHolds(healed);
    long holds = context.view().gate().rules().stream().filter(let).count();
    List<NodeRule> broken =
        context.view().nodeFaults().stream().filter(NodeFault::isFault).toList();
    long before =
        context.view().faults().size() + broken.size() + context.view().gate().rules().size();
    long gone =
        context.view().faults().stream().map(FaultRules::link).filter(healed).count()
            + broken.stream().filter(r -> mended.test(node(r))).count()
            + holds;
    List<Precaution> on = isEverything() ? Precaution.off(context.view()) : List.of();
    if (!on.isEmpty() || broken.stream().anyMatch(r -> mended.test(node(r)))) {
      var obeying =
          context
              .cluster()
              .nodeFaults(
                  rules ->
                      rules.stream()
                          .map(r -> mended.test(node(r)) ? NodeFault.healed(r) : r)
                          .map(r -> NodeFault.without(r, on))
                          .toList());
    }
    FaultAnswer.change(
        context, "heal", rules -> FaultRules.without(rules, healed), said(gone, before, on));
    if (holds > 0) {
      openTheGate(context, let); // last, so that nothing of the rest stops what goes on its way
    }
  }

  private static String said(long gone, long before, List<Precaution> on) {
    String faults =
        before == 0 && !on.isEmpty()
            ? ""
            : before == 0
                ? "there was nothing to heal"
                : "healed: " + gone + " of " + before + " faults taken back";
    String precautions =
        on.stream().map(p -> p.word() + " is on again").collect(Collectors.joining(", "));
    return faults + (faults.isEmpty() || precautions.isEmpty() ? "" : "; ") + precautions;
  }

  private boolean isEverything() {
    return words.isEmpty() || words.equals(List.of("all"));
  }

  private static void openTheGate(Context context, Predicate<HoldRule> let)
      throws InterruptedException {
    int waiting = context.view().gate().held().size();
    Collection<NodeId> obeying =
        context.cluster().holds(rules -> rules.stream().filter(let.negate()).toList());
    HoldRules still = HoldRules.of(context.view().gate().rules());
    var gone =
        context
            .cluster()
            .await(
                view ->
                    view.gate().held().stream()
                        .filter(h -> obeying.contains(h.holder()) || !h.holder().isNode())
                        .allMatch(h -> mustWait(h, still)),
                SOON);
    int left = context.view().gate().held().size();
    if (waiting > left) {
      context.note(
          waiting - left == 1
              ? "1 held message goes on its way"
              : (waiting - left) + " held messages go on their way");
    }
  }

  private static boolean mustWait(Held held, HoldRules rules) {
    return rules.hold(
        new Link(held.from(), held.to()),
        held.message().getKind(),
        held.message().getReply(),
        held.message().getDetail());
  }

  /** A rule for every link belongs to none. */
  private Predicate<HoldRule> whichHolds(Predicate<Link> healed) {
    if (isEverything()) {
      return rule -> true;
    }
    return rule ->
        !rule.getFrom().isEmpty()
            && healed.test(new Link(new NodeId(rule.getFrom()), new NodeId(rule.getTo())));
  }

  private static NodeId node(NodeRule rule) {
    return new NodeId(rule.getNode());
  }

  /** A link has no disk and no clock. */
  private Predicate<NodeId> whichNodes(Context context) {
    if (isEverything()) {
      return node -> true;
    }
    if (words.contains("->") || words.contains("<->")) {
      return node -> false;
    }
    return context.ends(words)::contains;
  }

  private Predicate<Link> which(Context context) {
    if (isEverything()) {
      return link -> true;
    }
    if (words.contains("->") || words.contains("<->")) {
      Links links = Links.parse(context, words);
      Quantities.nothingMore(links.rest(), "like this: heal node1 <-> node2");
      return Set.copyOf(links.links())::contains;
    }
    List<NodeId> ends = context.ends(words);
    return link -> ends.contains(link.from()) || ends.contains(link.to());
  }
}
