package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "isolate",
    headerHeading = "Network",
    description = "Cuts nodes off from every other node. The client still reaches them.",
    footer = {"  isolate leader", "  isolate node2"})
public final class Isolate implements LabCommand {
  @Parameters(paramLabel = "TARGET", arity = "1..*", description = "node2, leader, client ..")
  private List<String> targets = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> cutOff = context.ends(targets);
    List<Link> links = new ArrayList<>();
    for (NodeId node : cutOff) {
      List<Link> out = Links.between(List.of(node), context.view().nodes().keySet());
      links.addAll(Stream.concat(out.stream(), out.stream().map(Link::reversed)).toList());
    }
    FaultAnswer.change(
        context,
        "isolate",
        rules -> FaultRules.change(rules, links, r -> r.toBuilder().setCut(true).build()),
        "isolated: " + Nodes.names(cutOff));
  }
}
