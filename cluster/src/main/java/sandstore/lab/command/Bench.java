package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.bench.Load;
import sandstore.lab.bench.Measurement;
import sandstore.lab.bench.Result;

@AutoService(LabCommand.class)
@Command(
    name = "bench",
    headerHeading = "Scripts",
    description = "Puts a load on the cluster and measures: rates, latencies, processor time.",
    footer = {
      "WHAT: puts, gets, creates (empty files), stats (linearizable), or mixed (of ten: 5 stats,",
      "3 gets, 2 puts). It works in a folder of its own, /bench-.., and removes it after; Ctrl-C",
      "too. Its operations are not in the history that check judges.",
      "",
      "Nodes start quickly and run what Java's first compiler makes. A server's figures: those of",
      "up --lasting, after some minutes of load.",
      "",
      "  bench puts --size 64MiB --threads 4",
      "  bench creates --threads 16 --seconds 20s",
      "  bench mixed --csv figures.csv",
      "  up raft --lasting; bench creates --threads 16 --warm-up 150s"
    })
public final class Bench implements LabCommand {
  private static final int MOST_THREADS = 1024;

  @Parameters(index = "0", paramLabel = "WHAT", description = "puts, gets, creates, stats or mixed")
  private Load.Work work = Load.Work.PUTS;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "4",
      converter = Quantities.AsCount.class,
      description = "clients, each with one operation under way (${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "16MiB",
      converter = Quantities.AsSize.class,
      description = "of a file that is put or fetched (${DEFAULT-VALUE})")
  private long size;

  @Option(
      names = "--seconds",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = Seconds.class,
      description = "how long it is measured (${DEFAULT-VALUE}); what was begun is ended")
  private Duration time = Duration.ZERO;

  @Option(
      names = "--warm-up",
      paramLabel = "DURATION",
      defaultValue = "5s",
      converter = Seconds.class,
      description = "how long before that, discarded (${DEFAULT-VALUE})")
  private Duration warmUp = Duration.ZERO;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "adds a line for each kind of operation to this local file")
  private @Nullable String csv;

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    Cluster cluster = context.cluster();
    if (threads > MOST_THREADS) {
      throw new Refusal("at most " + MOST_THREADS + " threads", "bench stats --threads 64");
    }
    if (time.isZero()) {
      throw new Refusal("for how long?", "bench puts --seconds 10s");
    }
    Path file = csv == null ? null : writable(context.local(csv));
    Load load = new Load(work, threads, size, time, warmUp);
    Result result = new Measurement(cluster, load, new Told(context)).run();
    if (file != null) {
      append(file, result);
    }
    List<String> text = new ArrayList<>();
    text.add(
        String.format(
            Locale.ROOT,
            "%s on %s, %d threads%s, %.1f s after a warm-up of %d s",
            work.word(),
            cluster.shape().words(),
            threads,
            work.moves() ? " with files of " + Quantities.bytes(size) : "",
            result.seconds(),
            warmUp.toSeconds()));
    text.addAll(result.describe());
    context.result("bench", result.fields(), text);
  }

  /** Found out before the load, not after. */
  private static Path writable(Path file) {
    Path folder = file.getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new Refusal(file + " cannot be written", "");
    }
    return file;
  }

  private static void append(Path file, Result result) throws IOException {
    List<String> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      lines.add(Result.CSV_HEADER);
    }
    lines.addAll(result.csv());
    Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private record Told(Context context) implements Measurement.Watcher {
    @Override
    public void moved(String task, long seconds, long of, String rates) {
      context.progress(task, seconds, of, "s", rates);
    }

    @Override
    public void note(String text) {
      context.note(text);
    }
  }

  /** Seconds without a unit are seconds too. */
  static final class Seconds implements picocli.CommandLine.ITypeConverter<Duration> {
    private final Quantities.AsDuration duration = new Quantities.AsDuration();

    @Override
    public Duration convert(String value) {
      return duration.convert(value.matches("[0-9]+") ? value + "s" : value);
    }
  }
}
