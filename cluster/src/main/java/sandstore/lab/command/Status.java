package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.lab.condition.StatusDocument;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Precaution;
import sandstore.lab.view.Upkeep;
import sandstore.proto.Role;

@AutoService(LabCommand.class)
@Command(
    name = "status",
    headerHeading = "Looking",
    description = "The cluster as the lab has been told: leader, term, nodes, faults, files.",
    footer = {"  status", "  status --json"})
public final class Status implements LabCommand {
  @Override
  public void run(Context context) {
    ClusterView view = context.view();
    Map<String, @Nullable Object> document = StatusDocument.of(view);
    List<String> text = new ArrayList<>();
    if (view.topology().isEmpty()) {
      text.add("no cluster is up; start one: up raft --nodes 3");
    } else {
      text.add(headline(view));
      view.nodes().values().forEach(n -> text.add(line(n, oddities(view, n))));
      text.add(
          faults(view).isEmpty()
              ? "faults: none"
              : Style.WARN.of("faults: ") + String.join("; ", faults(view)));
      Precaution.off(view)
          .forEach(
              p -> text.add(Style.BAD.of("unsafe: " + p.word() + " off") + "  " + p.meaning()));
      text.add(
          "files "
              + known(view.files())
              + "   chunks "
              + known(view.chunks())
              + "   under-replicated "
              + known(view.underReplicated())
              + "   corrupt "
              + orUnknown(document.get("corrupt"))
              + "   orphans "
              + orUnknown(document.get("orphans")));
      view.gate().held().forEach(h -> text.add(Style.WARN.of("waits: ") + Waiting.line(h)));
      view.upkeep().underWay().forEach(w -> text.add(Upkeeping.describe(w)));
      Upkeeping.hindrance(view, context.cluster().shape(), System.nanoTime())
          .ifPresent(hindrance -> text.add(Style.WARN.of(hindrance)));
      view.upkeep()
          .drained()
          .forEach(n -> text.add(Style.GOOD.of(n + " is drained and may be removed")));
    }
    context.result("status", document, text);
  }

  private static String orUnknown(@Nullable Object value) {
    return value == null ? "not known yet" : value.toString();
  }

  /** What is under way, for programs. */
  static Map<String, Object> fields(Upkeep.Work work) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("what", work.what());
    fields.put("by", work.by().name());
    fields.put("done", work.done());
    fields.put("total", work.total());
    fields.put("bytesDone", work.bytesDone());
    fields.put("bytesTotal", work.bytesTotal());
    fields.put("bytesPerSecond", work.bytesPerSecond());
    fields.put("secondsLeft", work.secondsLeft());
    return fields;
  }

  private static List<String> faults(ClusterView view) {
    List<String> faults = new ArrayList<>(FaultRules.folded(view.faults()));
    view.nodeFaults().stream()
        .map(rule -> NodeFault.without(rule, Precaution.off(view)))
        .filter(NodeFault::doesSomething)
        .map(NodeFault::describe)
        .forEach(faults::add);
    if (!view.gate().rules().isEmpty()) {
      faults.add("held: " + String.join("; ", HeldList.rules(view.gate())));
    }
    return faults;
  }

  private static String headline(ClusterView view) {
    String leader =
        view.leader().map(n -> "leader " + Style.NODE.of(n.id())).orElse(Style.BAD.of("no leader"));
    String others =
        view.leaders().size() < 2
            ? ""
            : Style.BAD.of("   " + view.leaders().size() + " nodes believe that they lead");
    return Style.STRONG.of(view.topology())
        + "   "
        + view.nodes().size()
        + " nodes   "
        + leader
        + "   term "
        + view.term()
        + others;
  }

  /** What is not as with the others. */
  private static String oddities(ClusterView view, NodeView n) {
    List<String> odd = new ArrayList<>();
    if (view.slow(n.id())) {
      odd.add("slow: gets no new chunks");
    }
    boolean lags =
        view.leader()
            .filter(l -> l.role() == Role.PRIMARY)
            .map(l -> l.replicators().get(n.id()))
            .filter(r -> !r.state().equals(NodeView.Replicator.IN_SYNC))
            .isPresent();
    if (lags) {
      odd.add("not in sync: no answer waits for it");
    }
    return odd.stream().map(o -> "  " + Style.WARN.of(o)).collect(Collectors.joining());
  }

  private static String line(NodeView n, String odd) {
    String process = n.process().name().toLowerCase(Locale.ROOT);
    Style style =
        switch (n.process()) {
          case RUNNING -> Style.GOOD;
          case PAUSED, STARTING -> Style.WARN;
          default -> Style.BAD;
        };
    String role = n.process() == NodeView.Process.RUNNING ? roleWord(n.role()) : "";
    String what =
        String.format(
            Locale.ROOT,
            "  %s %s %-9s %s term %-3d log %d..%d committed %d applied %d  chunks %d (%s)",
            Style.NODE.of(pad(n.id().name(), 7)),
            style.of(pad(process, 11)),
            role,
            pad(n.zone(), 6),
            n.term(),
            n.firstIndex(),
            n.lastIndex(),
            n.commitIndex(),
            n.appliedIndex(),
            n.chunks(),
            Quantities.bytes(n.chunkBytes()));
    return what + odd + (n.exitCause().isEmpty() ? "" : "  " + Style.DIM.of(n.exitCause()));
  }

  private static String pad(String text, int width) {
    return String.format("%-" + width + "s", text);
  }

  private static String known(OptionalLong value) {
    return value.isPresent() ? Long.toString(value.getAsLong()) : "not known yet";
  }

  /** {@code leader}, {@code follower}, ..; empty when not known. */
  static String roleWord(Role role) {
    return role == Role.ROLE_UNKNOWN || role == Role.UNRECOGNIZED
        ? ""
        : role.name().toLowerCase(Locale.ROOT);
  }
}
