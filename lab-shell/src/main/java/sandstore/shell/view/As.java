package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "as",
    headerHeading = "Looking",
    description = "What one node believes, and where that differs from what the lab knows.",
    footer = {
      "In a view, as node2 keeps it on the overview, and as lab takes it away.",
      "",
      "  as node2"
    })
public final class As implements LabCommand {
  private static final String LAB = "lab";

  @Parameters(paramLabel = "NODE", description = "node2, leader ..; lab for nobody")
  private String target = "";

  @Override
  public void run(Context context) {
    if (target.equals(LAB)) {
      context.result("as", Map.of("node", ""), List.of());
      return;
    }
    String node = context.nodes(List.of(target)).get(0).name();
    List<String> lines =
        Overview.Belief.lines(context.view(), node).stream().map(l -> l[0]).toList();
    context.result("as", Map.of("node", node, "believes", lines), lines);
  }
}
