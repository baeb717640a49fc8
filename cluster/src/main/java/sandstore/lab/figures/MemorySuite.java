package sandstore.lab.figures;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.view.NodeView;

/**
 * A file of 4 GiB passes through three nodes and back: the most memory that each node, and the
 * client, had at any time. The client is the one in this process, so that the lab counts too.
 */
@AutoService(Suite.class)
public final class MemorySuite implements Suite {
  private static final int NODES = 3;
  private static final long BYTES = 4L << 30;
  private static final String PATH = "/passing";
  private static final double GOAL_MIB = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final long LOOK_MILLIS = 50;

  /** Looks at processes again and again until it is ended, and keeps the most that each had. */
  private static final class Peaks {
    private final Map<Long, Double> mebibytes = new LinkedHashMap<>();
    private final Thread looking = new Thread(this::look, "peaks");
    private volatile boolean enough;

    Peaks(List<Long> pids) {
      pids.forEach(pid -> mebibytes.put(pid, 0.0));
      looking.setDaemon(true);
    }

    private void look() {
      try {
        while (!enough) {
          for (Map.Entry<Long, Double> one : mebibytes.entrySet()) {
            one.setValue(Math.max(one.getValue(), ProcessMeter.residentMiB(one.getKey())));
          }
          TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
      } catch (IOException | InterruptedException ended) {
        enough = true; // what was seen so far stands
      }
    }

    Peaks during(Passing passing) throws InterruptedException {
      looking.start();
      try {
        passing.run();
      } finally {
        enough = true;
        looking.join();
      }
      return this;
    }

    /** Of the first process. */
    double first() {
      return mebibytes.values().iterator().next();
    }

    /** Of all but the first. */
    List<Double> others() {
      return mebibytes.values().stream().skip(1).toList();
    }
  }

  private interface Passing {
    void run() throws InterruptedException;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String about() {
    return "the most memory of nodes and client while a file of 4 GiB passes";
  }

  @Override
  public int order() {
    return 60;
  }

  @Override
  public boolean usual() {
    return false;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    List<Figure> figures = bed.raft(NODES, (lab, cluster) -> pass(cluster, bed.progress()));
    try (Lab lab = new Lab(bed.settings())) {
      lab.reset(); // nobody wants to keep 12 GiB of noise
    }
    return figures;
  }

  private static List<Figure> pass(Cluster cluster, Consumer<String> progress)
      throws InterruptedException {
    List<Figure> figures = new ArrayList<>();
    List<Long> pids = new ArrayList<>(List.of(ProcessHandle.current().pid()));
    cluster.view().nodes().values().stream().map(NodeView::pid).forEach(pids::add);
    Call call = new Call(Optional.empty(), PATIENCE, false);
    StoreClient client = cluster.client();
    progress.accept("storing 4 GiB");
    Noise noise = new Noise(BYTES);
    figures.addAll(
        figures(
            "put",
            new Peaks(pids)
                .during(() -> client.put(noise, BYTES, PATH, null, call, Progress.NONE))));
    progress.accept("fetching 4 GiB");
    OutputStream nowhere = OutputStream.nullOutputStream();
    figures.addAll(
        figures(
            "get",
            new Peaks(pids)
                .during(() -> client.get(PATH, nowhere, Optional.empty(), call, Progress.NONE))));
    return figures;
  }

  private static List<Figure> figures(String what, Peaks peaks) {
    return List.of(
        new Figure(what + " 4 GiB: most memory of a node", peaks.others(), "MiB", GOAL_MIB),
        Figure.of(what + " 4 GiB: most memory of client and lab", "MiB", GOAL_MIB, peaks.first()));
  }
}
