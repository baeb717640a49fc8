package sandstore.lab.prove;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Unmet;
import sandstore.lab.prove.invariant.Guard;
import sandstore.lab.prove.nemesis.Player;
import sandstore.lab.prove.workload.Load;

/** Says what must always hold, and whether it does. */
@AutoService(LabCommand.class)
@Command(
    name = "invariants",
    headerHeading = "Proving",
    description = "Says what must always hold, and whether it has since it is watched.",
    footer = {
      "They are watched from the first workload, nemesis or invariants until the cluster goes down. The",
      "line below the prompt has them, green, or red with the events that tell how one was broken.",
      "judge has a last look at everything, and wants that no workload and no nemesis is at work and",
      "all faults are healed. Exit status: 1 if one is broken, 3 if one could not be judged.",
      "",
      "  invariants",
      "  workload stop; nemesis stop; invariants judge"
    })
public final class InvariantsCommand implements LabCommand {
  private static final int NOT_JUDGED = 3;

  @Parameters(
      arity = "0..1",
      paramLabel = "judge",
      completionCandidates = Judge.class,
      description = "have a last look at everything")
  private @Nullable String verb;

  @Override
  public void run(Context context) throws InterruptedException {
    Proof proof = Proof.of(context.lab(), context.cluster());
    Guard guard = proof.guard();
    String asked = verb;
    if (asked != null) {
      judge(context, proof, guard, asked);
    }
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    boolean broken = false;
    boolean unknown = false;
    for (Guard.Report report : guard.reports()) {
      broken |= report.state() == Guard.State.BROKEN;
      unknown |= report.state() == Guard.State.UNKNOWN;
      text.add(line(report));
      report.sentences().forEach(s -> text.add("     " + Style.harmless(s)));
      fields.add(
          Map.of(
              "id", report.id(),
              "says", report.says(),
              "state", report.state().name().toLowerCase(java.util.Locale.ROOT),
              "sentences", report.sentences()));
    }
    context.result("invariants", Map.of("invariants", fields), text);
    if (broken) {
      throw new Unmet("an invariant is broken");
    }
    if (unknown) {
      context.passOn(new Lab.Ending(NOT_JUDGED, "an invariant could not be judged", ""));
    }
  }

  private static void judge(Context context, Proof proof, Guard guard, String asked)
      throws InterruptedException {
    if (!asked.equals("judge")) {
      throw new Refusal(
          "\"" + Style.harmless(asked) + "\" is not said to them", "invariants judge");
    }
    if (proof.loads().stream().anyMatch(Load::running)) {
      throw new Refusal("a workload is at work", "workload stop");
    }
    if (proof.player().filter(Player::running).isPresent()) {
      throw new Refusal("a nemesis is at work", "nemesis stop");
    }
    if (!context.view().faults().isEmpty() || !context.view().nodeFaults().isEmpty()) {
      throw new Refusal("faults are in force", "heal; start all");
    }
    guard.inTheEnd();
  }

  private static String line(Guard.Report report) {
    String state =
        switch (report.state()) {
          case HOLDS -> Style.GOOD.of("holds ");
          case BROKEN -> Style.BAD.of("broken");
          case UNKNOWN -> Style.WARN.of("not judged");
        };
    return report.id() + "  " + state + "  " + report.says();
  }

  /** For completion. */
  static final class Judge extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Judge() {
      super(List.of("judge"));
    }
  }
}
