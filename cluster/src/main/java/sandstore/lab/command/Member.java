package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.Enrolment;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.proto.MemberEntry;
import sandstore.proto.TableResponse;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "member",
    headerHeading = "Cluster",
    description = "Lists the members of a Raft cluster; adds one; takes one out for good.",
    footer = {
      "A new node learns first, and votes when it has the log; more than five do not vote.",
      "One that is removed loses its vote, then its process. Its folder stays, and is of no use to",
      "any later life of it. What it alone has is lost with it, so that takes --force: drain it first.",
      "",
      "  member",
      "  member add",
      "  member add node6 --zone zone2 --learner",
      "  member remove node2",
      "  member remove node2 --force"
    })
public final class Member implements LabCommand {
  @Parameters(
      index = "0",
      paramLabel = "add|remove",
      arity = "0..1",
      description = "what to do; nothing: list them")
  private @Nullable String verb;

  @Parameters(
      index = "1",
      paramLabel = "NODE",
      arity = "0..1",
      description = "which; add without one takes the next number")
  private @Nullable String node;

  @Option(names = "--zone", paramLabel = "ZONE", description = "add: where it stands")
  private @Nullable String zone;

  @Option(names = "--learner", description = "add: it gets the log and no vote")
  private boolean learner;

  @Option(names = "--force", description = "remove: even if chunks are on it")
  private boolean force;

  @Override
  public void run(Context context) throws InterruptedException {
    if (verb == null) {
      list(context);
      return;
    }
    List<String> steps = new ArrayList<>();
    Enrolment.Telling telling =
        text -> {
          steps.add(text);
          context.note(text);
        };
    switch (verb) {
      case "add" -> add(context, steps, telling);
      case "remove" -> remove(context, steps, telling);
      default ->
          throw new Refusal(
              "member adds or removes, and cannot " + Style.harmless(verb),
              "member add, member remove node2");
    }
  }

  private void add(Context context, List<String> steps, Enrolment.Telling telling)
      throws InterruptedException {
    NodeId named = node == null ? null : new NodeId(node);
    if (zone != null && !zone.matches("zone[1-9][0-9]{0,3}")) {
      throw new Refusal("a zone is named zone1 or the like, not " + Style.harmless(zone));
    }
    NodeId added = context.cluster().enrolment().add(named, zone, learner, telling);
    boolean votes = context.view().voters().contains(added);
    result(context, "added", added, steps, votes ? " is a voter" : " is a learner");
  }

  private void remove(Context context, List<String> steps, Enrolment.Telling telling)
      throws InterruptedException {
    if (node == null) {
      throw new Refusal("which node is to go?", "member remove node2");
    }
    NodeId gone = context.nodes(List.of(node)).get(0);
    context.cluster().enrolment().remove(gone, force, telling);
    result(context, "removed", gone, steps, " is no member any more");
  }

  private static void result(
      Context context, String done, NodeId node, List<String> steps, String is) {
    context.result(
        "member",
        Map.of(
            "done",
            done,
            "node",
            node.name(),
            "steps",
            steps,
            "voters",
            context.view().voters().stream().map(NodeId::name).toList()),
        Style.NODE.of(node.name()) + is + "; " + Enrolment.words(context.view()));
  }

  private static void list(Context context) throws InterruptedException {
    TableResponse table = context.cluster().enrolment().table();
    List<Map<String, Object>> members = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (NodeId id : context.cluster().nodes()) {
      Map<String, Object> row = row(context, table, id);
      members.add(row);
      text.add(
          String.format(
              Locale.ROOT,
              "  %s %-8s generation %-3s %-8s %s",
              Style.NODE.of(String.format(Locale.ROOT, "%-7s", id.name())),
              row.get("vote"),
              row.get("generation"),
              row.get("zone"),
              row.get("process")));
    }
    text.add(Enrolment.words(context.view()));
    context.result("member", Map.of("members", members, "voters", table.getVotersList()), text);
  }

  private static Map<String, Object> row(Context context, TableResponse table, NodeId id) {
    long generation = 1; // of a founder that was not registered yet
    for (MemberEntry entry : table.getMembersList()) {
      if (entry.getNode().equals(id.name())) {
        generation = entry.getGeneration();
      }
    }
    String peer = id.name() + ":" + generation;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("node", id.name());
    row.put("generation", generation);
    row.put(
        "vote",
        table.getVotersList().contains(peer)
            ? "voter"
            : table.getLearnersList().contains(peer) ? "learner" : "none");
    row.put("zone", context.cluster().zoneOf(id));
    row.put(
        "process",
        context
            .view()
            .node(id)
            .map(n -> n.process().name().toLowerCase(Locale.ROOT))
            .orElse("exited"));
    return row;
  }
}
