package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "transfer",
    headerHeading = "Processes",
    description =
        "Hands leadership over: the leader brings the other up to date, then lets it stand.",
    footer = {
      "Unlike elect, nobody has to time out, and the new leader has everything at once.",
      "",
      "  transfer node3",
      "  transfer follower"
    })
public final class TransferLeader implements LabCommand {
  @Parameters(paramLabel = "NODE", description = "node3, follower ..")
  private String target = "";

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> nodes = context.nodes(List.of(target));
    if (nodes.size() != 1) {
      throw new Refusal("one node leads, not " + nodes.size(), "transfer node3");
    }
    NodeId to = nodes.get(0);
    context.cluster().enrolment().transfer(to);
    context.result(
        "transfer",
        Map.of("leader", to.name(), "term", context.view().term()),
        Style.NODE.of(to.name()) + " leads in term " + context.view().term());
  }
}
