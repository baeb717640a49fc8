package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.proto.NodeRule;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "heal",
    headerHeading = "Network",
    description = "Takes faults back: all of them, those of one link, or those of one node.",
    footer = {"  heal", "  heal node1 <-> node2", "  heal node3", "  heal client"})
public final class Heal implements LinkCommand {
  @Parameters(
      paramLabel = "LINK",
      arity = "0..*",
      description = "all (the default), A -> B, A <-> B, or a node")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    Predicate<Link> healed = which(context);
    Predicate<NodeId> mended = whichNodes(context);
    long before = context.view().faults().size() + context.view().nodeFaults().size();
    long gone =
        context.view().faults().stream().map(FaultRules::link).filter(healed).count()
            + context.view().nodeFaults().stream().filter(r -> mended.test(node(r))).count();
    String said =
        before == 0
            ? "there was nothing to heal"
            : "healed: " + gone + " of " + before + " faults taken back";
    if (context.view().nodeFaults().stream().anyMatch(r -> mended.test(node(r)))) {
      var obeying =
          context
              .cluster()
              .nodeFaults(rules -> rules.stream().filter(r -> !mended.test(node(r))).toList());
    }
    FaultAnswer.change(context, "heal", rules -> FaultRules.without(rules, healed), said);
  }

  private static NodeId node(NodeRule rule) {
    return new NodeId(rule.getNode());
  }

  /** A link has no disk and no clock. */
  private Predicate<NodeId> whichNodes(Context context) {
    if (words.isEmpty() || words.equals(List.of("all"))) {
      return node -> true;
    }
    if (words.contains("->") || words.contains("<->")) {
      return node -> false;
    }
    return context.ends(words)::contains;
  }

  private Predicate<Link> which(Context context) {
    if (words.isEmpty() || words.equals(List.of("all"))) {
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
