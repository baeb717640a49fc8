package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "snapshot",
    headerHeading = "Processes",
    description = "Makes nodes save a snapshot of their state now; older log entries can go then.",
    footer = {
      "A follower that needs an entry that is gone from the log gets the snapshot instead.",
      "The log keeps what came since the snapshot before, so it takes two to make it shorter.",
      "",
      "  snapshot",
      "  snapshot node2"
    })
public final class Snapshot implements LabCommand {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

  @Parameters(paramLabel = "NODES", arity = "0..*", description = "all that run, if none is named")
  private List<String> targets = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> nodes =
        targets.isEmpty()
            ? context.view().running().stream().map(NodeView::id).toList()
            : context.nodes(targets);
    context.cluster();
    Map<String, Object> saved = new LinkedHashMap<>();
    List<String> text = new ArrayList<>();
    for (NodeId node : nodes) {
      long index = context.cluster().enrolment().snapshot(node);
      var seen =
          context
              .lab()
              .await(
                  v -> v.node(node).filter(n -> n.snapshotIndex() >= index).isPresent(),
                  SEEN_WITHIN);
      saved.put(node.name(), index);
      text.add(Style.NODE.of(node.name()) + " has a snapshot of entries 1.." + index);
    }
    context.result("snapshot", Map.of("snapshots", saved), text);
  }
}
