package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.client.Call;
import sandstore.client.StoreClient;
import sandstore.lab.Cluster;
import sandstore.lab.EventLog;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.LabSettings;
import sandstore.lab.figures.Figure;
import sandstore.lab.figures.ProcessMeter;
import sandstore.lab.figures.Suite;
import sandstore.lab.figures.TestBed;
import sandstore.lab.record.Recorder;
import sandstore.shell.Main;

/** A long recording of a busy cluster, played to its end by a lab of its own. */
@AutoService(Suite.class)
public final class ReplaySuite implements Suite {
  private static final long EVENTS = 1_000_000;
  private static final int NODES = 3;
  private static final int CLIENTS = 16;
  private static final int PAGE = 1000;
  private static final int SAMPLE_MILLIS = 20;
  private static final String MOST_HEAP = "-Xmx384m";
  private static final Call CALL = new Call(Optional.empty(), Duration.ofSeconds(30), false);

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String about() {
    return "a recording of a million events, played to its end";
  }

  @Override
  public int order() {
    return 70;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    Path file = bed.settings().home().resolve("million.rec");
    bed.raft(NODES, (lab, cluster) -> record(bed, lab, cluster, file));
    try {
      List<Double> seconds = new ArrayList<>();
      List<Double> memory = new ArrayList<>();
      for (int i = 0; i < bed.times(); i++) {
        bed.progress().accept("playing it to its end, " + (i + 1) + " of " + bed.times());
        play(bed.settings(), file, seconds, memory);
      }
      return List.of(
          new Figure("replay of 1,000,000 events to the end", seconds, "s", 10),
          new Figure("its memory at most", memory, "MiB", 512));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static long record(TestBed bed, Lab lab, Cluster cluster, Path file)
      throws IOException, InterruptedException {
    EventLog log = lab.events();
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    long last = log.last();
    try (Recorder recorder = new Recorder(file, log.viewAt(last), last, System.nanoTime())) {
      for (int c = 0; c < CLIENTS; c++) {
        String prefix = "/" + c + "-";
        var unused = clients.submit(() -> makeFolders(cluster.client(), prefix, enough));
      }
      AtomicLong told = new AtomicLong();
      while (recorder.events() < EVENTS) {
        for (LabEvent event : log.awaitAfter(last, PAGE)) {
          recorder.add(event);
          last = event.order();
        }
        long percent = 100 * recorder.events() / EVENTS;
        if (percent / 10 > told.getAndSet(percent) / 10) {
          bed.progress().accept("recording a million events: " + percent + " %");
        }
      }
      return recorder.events();
    } finally {
      enough.set(true);
      clients.shutdown();
      var ended = clients.awaitTermination(CALL.timeout().toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static long makeFolders(StoreClient client, String prefix, AtomicBoolean enough)
      throws InterruptedException {
    long n = 0;
    for (; !enough.get(); n++) {
      client.makeFolder(prefix + n, false, CALL);
    }
    return n;
  }

  private static void play(
      LabSettings settings, Path file, List<Double> seconds, List<Double> memory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(settings.java().toString()));
    // A lab with the jar and the flags of this one, and with less memory.
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            MOST_HEAP,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "replay",
            file.toString(),
            "--once"));
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    double most = 0;
    while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
      double now = ProcessMeter.residentMiB(process.pid());
      most = now > most ? now : most; // NaN when it has just ended
    }
    if (process.exitValue() != 0) {
      throw new IOException("the replay ended with status " + process.exitValue());
    }
    seconds.add((System.nanoTime() - started) / 1e9);
    memory.add(most);
  }
}
