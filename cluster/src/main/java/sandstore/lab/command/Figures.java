package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.LabSettings;
import sandstore.lab.figures.Figure;
import sandstore.lab.figures.Measurements;

@AutoService(LabCommand.class)
@Command(
    name = "figures",
    headerHeading = "Scripts",
    description =
        "Measures the lab itself on this machine: start, memory, failover, freshness, rates.",
    footer = {
      "Runs on clusters of its own, a few minutes; the one that is up is not touched, but shares the",
      "processors, so take it down first.",
      "",
      "  lab -c figures",
      "  lab -c 'figures --times 3 --json'",
      "  lab -c 'figures --only failover'"
    })
public final class Figures implements LabCommand {
  private static final int KILLS = 10;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "5",
      description = "how often each start and transfer is repeated (${DEFAULT-VALUE})")
  private int times;

  @Option(
      names = "--only",
      paramLabel = "WHICH",
      description = "start, idle, failover, transfer or repair; all five when left out")
  private @Nullable Which only;

  /** What can be measured by itself. */
  enum Which {
    START,
    IDLE,
    FAILOVER,
    TRANSFER,
    REPAIR
  }

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    LabSettings mine = context.lab().settings();
    LabSettings settings =
        new LabSettings(
            mine.home().resolve("figures"),
            mine.java(),
            mine.classPath(),
            mine.nodeFlags(),
            mine.workingFolder());
    Measurements measure = new Measurements(settings, Math.max(1, times), context::note);
    List<Figure> all = new ArrayList<>();
    for (Which which : only == null ? List.of(Which.values()) : List.of(only)) {
      switch (which) {
        case START -> {
          all.add(measure.prompt(1.0));
          all.addAll(measure.startup(3, 1.5));
          all.addAll(measure.startup(5, 2.5));
        }
        case IDLE -> all.addAll(measure.idle());
        case FAILOVER -> all.add(measure.failover(KILLS));
        case TRANSFER -> all.addAll(measure.transfer());
        case REPAIR -> all.addAll(measure.repair());
      }
    }
    context.result(
        "figures",
        Map.of("figures", all.stream().map(Figure::fields).toList()),
        all.stream().map(Figure::describe).toList());
  }
}
