package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.lab.story.LogPicture;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.LogItem;
import sandstore.proto.LogRequest;
import sandstore.proto.LogResponse;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "log",
    headerHeading = "Looking",
    description =
        "Each node's log by term, with what is committed and applied; or one node's entries.",
    footer = {"  log", "  log node2", "  log leader --limit 50"})
public final class Log implements LabCommand {
  private static final int WIDTH = 100;

  @Parameters(paramLabel = "NODE", arity = "0..1", description = "show this node's entries")
  private @Nullable String target;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      defaultValue = "20",
      description = "the last so many entries (${DEFAULT-VALUE})")
  private int limit;

  @Override
  public void run(Context context) {
    String one = target;
    if (one != null) {
      entries(context, context.nodes(List.of(one)).get(0));
      return;
    }
    context.cluster();
    ClusterView view = context.view();
    context.result(
        "log",
        Map.of("nodes", view.nodes().values().stream().map(Log::fields).toList()),
        LogPicture.draw(view, WIDTH));
  }

  private static Map<String, Object> fields(NodeView n) {
    return Map.of(
        "id", n.id().name(),
        "term", n.term(),
        "firstIndex", n.firstIndex(),
        "lastIndex", n.lastIndex(),
        "commitIndex", n.commitIndex(),
        "appliedIndex", n.appliedIndex(),
        "terms",
            n.terms().stream()
                .map(t -> Map.of("first", t.getFirst(), "term", t.getTerm()))
                .toList());
  }

  private void entries(Context context, NodeId node) {
    LogResponse log =
        context
            .cluster()
            .calls()
            .observe(node)
            .log(LogRequest.newBuilder().setLimit(limit).build());
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> items = new ArrayList<>();
    for (LogItem item : log.getItemsList()) {
      String state =
          item.getIndex() <= log.getAppliedIndex()
              ? "applied"
              : item.getIndex() <= log.getCommitIndex() ? "committed" : "uncommitted";
      String what = item.getKind() + " " + Operations.subject(item.getOperation());
      String line =
          String.format("%8d  term %-3d  %-11s  %s", item.getIndex(), item.getTerm(), state, what);
      text.add(state.equals("uncommitted") ? Style.WARN.of(line) : line);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("index", item.getIndex());
      fields.put("term", item.getTerm());
      fields.put("kind", item.getKind());
      fields.put("state", state);
      fields.put("subject", Operations.subject(item.getOperation()));
      items.add(fields);
    }
    if (items.isEmpty()) {
      text.add(node + "'s log is empty");
    }
    context.result("log", Map.of("node", node.name(), "entries", items), text);
  }
}
