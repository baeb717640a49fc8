package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import sandstore.client.Call;
import sandstore.client.StoreClient;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.figures.Figure;
import sandstore.lab.figures.Suite;
import sandstore.lab.figures.TestBed;

/** What a view costs, and how fresh it is: 120x40 over five nodes. */
@AutoService(Suite.class)
public final class WatchSuite implements Suite {
  private static final int NODES = 5;
  private static final Duration SPELL = Duration.ofSeconds(10);
  private static final Duration WARM = Duration.ofSeconds(40);
  private static final Duration LOAD = Duration.ofSeconds(10);
  private static final int CLIENTS = 64;
  private static final int CREATES_A_SECOND = 2000;
  private static final int KEYS = 20;
  private static final int CHANGES_A_SECOND = 20;
  private static final Call CALL = new Call(Optional.empty(), Duration.ofSeconds(30), false);

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public String about() {
    return "views: their processor time, freshness, and cost for a load";
  }

  @Override
  public int order() {
    return 60;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    return bed.raft(
        NODES,
        (lab, cluster) -> {
          List<Figure> figures = new ArrayList<>();
          List<Double> first = new ArrayList<>();
          for (int i = 0; i < bed.times(); i++) {
            bed.progress().accept("opening the view, " + (i + 1) + " of " + bed.times());
            try (Onlooker onlooker = new Onlooker(lab, "overview")) {
              first.add(onlooker.firstFrameMillis());
            }
          }
          figures.add(new Figure("watch -> first frame", first, "ms", 200));
          try (Onlooker onlooker = new Onlooker(lab, "overview")) {
            figures.addAll(idle(bed, onlooker));
            figures.add(keys(bed, onlooker));
            figures.add(freshness(bed, lab, cluster, onlooker));
          }
          figures.addAll(load(bed, lab, cluster));
          return figures;
        });
  }

  private static List<Figure> idle(TestBed bed, Onlooker onlooker) throws InterruptedException {
    List<Double> busy = new ArrayList<>();
    List<Double> rate = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (int i = 0; i < bed.times(); i++) {
      bed.progress().accept("watching heartbeats, " + (i + 1) + " of " + bed.times());
      Spell spell = new Spell(onlooker);
      Thread.sleep(SPELL.toMillis()); // the spell is what is measured
      spell.end();
      busy.add(100 * spell.busy());
      rate.add(spell.framesASecond());
      bytes.add(spell.bytesASecond() / 1024);
    }
    return List.of(
        new Figure("view of idle nodes: of one core", busy, "%", 10),
        new Figure("view of idle nodes: frames", rate, "/s", 30),
        new Figure("view of idle nodes: written", bytes, "KiB/s", Double.NaN));
  }

  private static Figure keys(TestBed bed, Onlooker onlooker)
      throws IOException, InterruptedException {
    bed.progress().accept("pressing keys");
    List<Double> took = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      took.add(onlooker.toggleHelp(i % 2 == 0));
    }
    return new Figure("key -> drawn", took, "ms", 50);
  }

  private static Figure freshness(TestBed bed, Lab lab, Cluster cluster, Onlooker onlooker)
      throws IOException, InterruptedException {
    bed.progress().accept(CHANGES_A_SECOND + " changes a second");
    StoreClient client = cluster.client();
    return TestBed.listening(
        lab,
        (event, view) -> {
          if (event.event().hasApplied()) {
            onlooker.expect(event.order(), event.event().getNanos());
          }
        },
        () -> {
          long gap = Duration.ofSeconds(1).toNanos() / CHANGES_A_SECOND;
          long next = System.nanoTime();
          long until = next + SPELL.toNanos();
          for (int i = 0; next - until < 0; i++) {
            client.makeFolder("/fresh-" + i, false, CALL);
            next += gap;
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000)); // the pace
          }
          return new Figure("event on a node -> drawn", onlooker.ages(), "ms", 100);
        });
  }

  /** The same load without a view and with one, in turn. */
  private static List<Figure> load(TestBed bed, Lab lab, Cluster cluster)
      throws IOException, InterruptedException {
    List<Double> kept = new ArrayList<>();
    List<Double> frames = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    bed.progress().accept("warming up");
    createdBy(cluster, "warm", WARM); // what is slow at first is not the view's cost
    for (int i = 0; i < bed.times(); i++) {
      bed.progress().accept("under load, " + (i + 1) + " of " + bed.times());
      double without = createdBy(cluster, "without-" + i, LOAD);
      try (Onlooker onlooker = new Onlooker(lab, "overview")) {
        Spell spell = new Spell(onlooker);
        double with = createdBy(cluster, "with-" + i, LOAD);
        spell.end();
        kept.add(with / without);
        frames.add(spell.framesASecond());
        rates.add(with);
      }
    }
    return List.of(
        new Figure("load with a view", rates, "ops/s", 0.95 * CREATES_A_SECOND),
        new Figure("load with a view, of that without", kept, "", 0.95),
        new Figure("view under load: frames", frames, "/s", 10));
  }

  /**
   * Folders a second that several clients make, who together want to make {@link
   * #CREATES_A_SECOND}, each beginning one when its turn has come, or as soon as it can.
   */
  private static double createdBy(Cluster cluster, String name, Duration lasts)
      throws IOException, InterruptedException {
    StoreClient client = cluster.client();
    client.makeFolder("/" + name, false, CALL);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    long gap = Duration.ofSeconds(1).toNanos() * CLIENTS / CREATES_A_SECOND;
    long started = System.nanoTime();
    List<Future<Integer>> counts = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      String prefix = "/" + name + "/" + c + "-";
      long first = started + gap * c / CLIENTS;
      counts.add(
          clients.submit(
              () -> {
                int n = 0;
                while (System.nanoTime() - started < lasts.toNanos()) {
                  LockSupport.parkNanos(first + n * gap - System.nanoTime()); // the pace
                  client.makeFolder(prefix + n, false, CALL);
                  n++;
                }
                return n;
              }));
    }
    long sum = 0;
    try {
      for (Future<Integer> count : counts) {
        sum += count.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      clients.shutdownNow();
    }
    return sum / ((System.nanoTime() - started) / 1e9);
  }

  /** What the view did between two moments. */
  private static final class Spell {
    private final Onlooker onlooker;
    private long nanos = System.nanoTime();
    private double cpu;
    private long frames;
    private long bytes;

    Spell(Onlooker onlooker) {
      this.onlooker = onlooker;
      cpu = -onlooker.cpuSeconds();
      frames = -onlooker.frames();
      bytes = -onlooker.bytes();
    }

    void end() {
      nanos = System.nanoTime() - nanos;
      cpu += onlooker.cpuSeconds();
      frames += onlooker.frames();
      bytes += onlooker.bytes();
    }

    double busy() {
      return cpu * 1e9 / nanos;
    }

    double framesASecond() {
      return frames * 1e9 / nanos;
    }

    double bytesASecond() {
      return bytes * 1e9 / nanos;
    }
  }
}
