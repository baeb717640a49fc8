package sandstore.lab.prove.soak;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Unmet;
import sandstore.lab.command.Quantities;
import sandstore.lab.prove.nemesis.Nemeses;
import sandstore.lab.prove.nemesis.Scripted;

/** Proves by the hundred. */
@AutoService(LabCommand.class)
@Command(
    name = "soak",
    headerHeading = "Proving",
    description = "Runs trial after trial, a cluster and a seed each, and says what that proves.",
    footer = {
      "A trial: a new cluster, all workloads, faults of three or four kinds, and a last look at all",
      "invariants. Results are kept in the folder, one file a seed; what is there is not done again, so",
      "that a soak that was interrupted goes on. report.md and report.html are in the same folder.",
      "It wants a home without a cluster. Exit status: 0 nothing was broken, 1 something was, 3 some",
      "trials could have found nothing, or could not be judged.",
      "",
      "  soak --seeds 20",
      "  soak --hours 8 --folder night",
      "  soak --seed 17 --seeds 1 --folder again",
      "  soak --scripted --times 3 --topology replicated"
    })
public final class SoakCommand implements LabCommand {
  private static final int USUAL_SEEDS = 20;
  private static final int NOT_JUDGED = 3;
  private static final double SHORTEST_SECONDS = 5;
  private static final double LONGEST_SECONDS = 3600;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      description = "how many trials (20)")
  private @Nullable Integer seeds;

  @Option(names = "--hours", paramLabel = "H", description = "as many trials as begin in H hours")
  private @Nullable Double hours;

  @Option(names = "--seconds", paramLabel = "S", description = "how long things break in each (15)")
  private double seconds = 15;

  @Option(names = "--topology", paramLabel = "T", description = "raft or replicated (raft)")
  private String topology = "raft";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      description = "of each cluster, 3 to 5 (raft: 5, replicated: 3)")
  private @Nullable Integer nodes;

  @Option(names = "--seed", paramLabel = "S", description = "the first one (1)")
  private long seed = 1;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "of each workload, operations a second (60); 0: as many as go")
  private double rate = 60;

  @Option(
      names = "--nemesis",
      paramLabel = "NAME",
      split = ",",
      description = "only these; else four by the seed")
  private List<String> nemeses = List.of();

  @Option(names = "--scripted", description = "four schedules that no store survives by luck")
  private boolean scripted;

  @Option(
      names = "--times",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      description = "--scripted: how often each (3)")
  private int times = 3;

  @Option(
      names = "--slack",
      paramLabel = "X",
      description = "how many times the usual time things may take, on a busy machine (1)")
  private double slack = 1;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "where results and the report are kept (soak)")
  private String folder = "soak";

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    refuseNonsense(context);
    Path to = context.local(folder);
    Map<String, TrialResult> results = new TreeMap<>();
    Soak soak = new Soak(context.lab(), to, new Told(context, results));
    long until = hours == null ? Long.MAX_VALUE : System.nanoTime() + (long) (hours * 3600e9);
    try {
      for (TrialPlan plan : plans()) {
        if (System.nanoTime() - until > 0) {
          break;
        }
        var unused = soak.run(plan);
      }
    } finally {
      if (!results.isEmpty()) {
        new Report(List.copyOf(results.values())).write(to);
      }
    }
    tell(context, Summary.of(List.copyOf(results.values())), to);
  }

  private void refuseNonsense(Context context) {
    if (context.lab().cluster().isPresent() || context.lab().stored().isPresent()) {
      throw new Refusal(
          "there is a cluster in " + context.lab().home() + ", and a soak makes its own",
          "lab --home OTHER soak, or down; reset");
    }
    if (!List.of("raft", "replicated").contains(topology)) {
      throw new Refusal(
          "there is nothing to break in " + Style.harmless(topology), "raft or replicated");
    }
    nemeses.forEach(Nemeses::named);
    if (nodes() < 3 || nodes() > 5) {
      throw new Refusal("3 to 5 nodes", "--nodes 5");
    }
    if (!(seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS)) {
      throw new Refusal("things break for 5 s to an hour", "--seconds 15");
    }
    if (hours != null && seeds != null) {
      throw new Refusal("either --seeds or --hours", "soak --hours 8");
    }
    if ((hours != null && !(hours > 0 && hours < 1000)) || !(slack >= 1 && slack <= 100)) {
      throw new Refusal("hours are 0 to 1000, slack 1 to 100", "soak --hours 8 --slack 3");
    }
  }

  private int nodes() {
    Integer given = nodes;
    return given != null ? given : topology.equals("raft") ? 5 : 3;
  }

  /** Endless if hours bound it. */
  private Iterable<TrialPlan> plans() {
    if (scripted) {
      List<TrialPlan> plans = new ArrayList<>();
      for (int time = 0; time < times; time++) {
        for (int script = 0; script < Scripted.all(seed, topology).size(); script++) {
          plans.add(TrialPlan.scripted(script, seed + time, topology, rate, slack));
        }
      }
      return plans;
    }
    long last = hours != null ? Long.MAX_VALUE : seed + (seeds == null ? USUAL_SEEDS : seeds) - 1;
    return () ->
        java.util.stream.LongStream.rangeClosed(seed, last)
            .mapToObj(s -> TrialPlan.seeded(s, topology, nodes(), seconds, rate, slack, nemeses))
            .iterator();
  }

  private record Told(Context context, Map<String, TrialResult> results) implements Soak.Watcher {
    @Override
    public void now(String trial, String does) {
      context.progress("soak " + trial, results.size(), 0, "trials", does);
    }

    @Override
    public void ended(TrialResult result, boolean known) {
      results.put(result.name(), result);
      Style style = result.passed() ? Style.GOOD : result.violated() ? Style.BAD : Style.WARN;
      context.note(
          style.of(result.name())
              + " "
              + Style.harmless(result.words())
              + (known ? " (known before)" : ""));
    }
  }

  private static void tell(Context context, Summary summary, Path folder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("trials", summary.all().size());
    fields.put("acknowledged", summary.acknowledged());
    fields.put("during", summary.during());
    fields.put("lost", summary.lost());
    fields.put("unknown", summary.unknown());
    fields.put("faults", summary.faults());
    fields.put("broken", summary.violated().size());
    fields.put("vain", summary.vain().size());
    fields.put("notJudged", summary.inconclusive().size());
    fields.put("bound", summary.bound());
    fields.put("report", folder.resolve("report.html").toString());
    context.result(
        "soak",
        fields,
        List.of(
            summary.words(),
            summary.bound(),
            Style.DIM.of("the report is " + folder.resolve("report.html"))));
    if (!summary.violated().isEmpty()) {
      throw new Unmet("an invariant was broken in " + summary.violated().size() + " trials");
    }
    if (!summary.vain().isEmpty() || !summary.inconclusive().isEmpty()) {
      context.passOn(new Lab.Ending(NOT_JUDGED, "some trials prove nothing", "report.md says why"));
    }
  }
}
