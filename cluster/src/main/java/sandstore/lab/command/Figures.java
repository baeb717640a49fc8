package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.LabSettings;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.figures.Figure;
import sandstore.lab.figures.Suite;
import sandstore.lab.figures.TestBed;

@AutoService(LabCommand.class)
@Command(
    name = "figures",
    headerHeading = "Scripts",
    description = "Measures the lab itself on this machine: start, memory, failover, rates, views.",
    footer = {
      "Runs on clusters of its own, a few minutes; the one that is up is not touched, but shares the",
      "processors, so take it down first.",
      "",
      "  lab -c figures",
      "  lab -c 'figures --times 3 --json'",
      "  lab -c 'figures --only failover'",
      "  lab -c 'figures --only memory'      (by itself: three copies of 4 GiB, 12 GiB of disk)"
    })
public final class Figures implements LabCommand {
  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "5",
      description = "how often each start and transfer is repeated (${DEFAULT-VALUE})")
  private int times;

  @Option(
      names = "--only",
      paramLabel = "SUITE",
      completionCandidates = SuiteNames.class,
      description = "only this one of: ${COMPLETION-CANDIDATES}")
  private @Nullable String only;

  /** What can be measured by itself. */
  static final class SuiteNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Suite.all().stream().map(Suite::name).iterator();
    }
  }

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    List<Suite> suites =
        Suite.all().stream().filter(s -> only == null ? s.usual() : s.name().equals(only)).toList();
    if (suites.isEmpty()) {
      throw new Refusal(
          "there is nothing to measure by the name " + Style.harmless(String.valueOf(only)),
          "one of " + String.join(", ", new SuiteNames()));
    }
    LabSettings mine = context.lab().settings();
    LabSettings settings =
        new LabSettings(
            mine.home().resolve("figures"),
            mine.java(),
            mine.classPath(),
            mine.nodeFlags(),
            mine.workingFolder());
    TestBed bed = new TestBed(settings, Math.max(1, times), context::note);
    List<Figure> all = new ArrayList<>();
    for (Suite suite : suites) {
      all.addAll(suite.measure(bed));
    }
    context.result(
        "figures",
        Map.of("figures", all.stream().map(Figure::fields).toList()),
        all.stream().map(Figure::describe).toList());
  }
}
