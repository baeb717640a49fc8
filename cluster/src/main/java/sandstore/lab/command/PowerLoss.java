package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.wire.NodeId;
import sandstore.wire.ledger.PowerCut;

@AutoService(LabCommand.class)
@Command(
    name = "powerloss",
    headerHeading = "Disks",
    description = "Ends nodes at once, and takes from their disks what they had not forced.",
    footer = {
      "After kill a node has all that it wrote; after powerloss it has what it forced: every write,",
      "rename, new file and deletion without a force is undone, but for a torn piece here and there.",
      "Several nodes lose power at the same moment. start brings them back.",
      "",
      "  powerloss node2",
      "  powerloss all; start all"
    })
public final class PowerLoss implements LabCommand {
  @Mixin private NodeWords targets = new NodeWords();

  @Override
  public void run(Context context) throws InterruptedException {
    Map<NodeId, PowerCut> lost = context.cluster().powerLoss(targets.nodes(context));
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    lost.forEach(
        (node, cut) -> {
          text.add(Style.NODE.of(node) + " lost power: " + describe(cut));
          fields.add(
              Map.of(
                  "node", node.name(),
                  "files", cut.files(),
                  "bytes", cut.bytes(),
                  "names", cut.names()));
        });
    context.result("powerloss", Map.of("nodes", fields), text);
  }

  /** {@code 3 files cut (12 KiB), 2 names undone}. */
  private static String describe(PowerCut cut) {
    if (cut.files() == 0 && cut.names() == 0) {
      return "everything on its disk had been forced";
    }
    return "unforced and undone: "
        + Quantities.counted(cut.files(), "file's end or places", "files' ends or places")
        + " ("
        + Quantities.bytes(cut.bytes())
        + "), "
        + Quantities.counted(cut.names(), "name", "names");
  }
}
