package sandstore.lab.figures;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import sandstore.client.StoreClient;
import sandstore.client.StoreClient.Call;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.LabSettings;
import sandstore.lab.Shape;
import sandstore.lab.view.NodeView;
import sandstore.proto.FileInfo;
import sandstore.wire.NodeId;

/** The measurements themselves, each on a cluster of its own in a home of its own. */
public final class Measurements {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final double MEBI = 1 << 20;

  private final LabSettings settings;
  private final int times;
  private final Consumer<String> progress;

  /**
   * @param settings with a home that holds nothing else; its cluster is removed
   * @param times how often whatever can be repeated is
   */
  public Measurements(LabSettings settings, int times, Consumer<String> progress) {
    this.settings = settings;
    this.times = times;
    this.progress = progress;
  }

  /** From the launcher's start to a prompt that can be typed at. */
  public Figure prompt(double goalSeconds) throws IOException, InterruptedException {
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      progress.accept("starting the prompt, " + (i + 1) + " of " + times);
      PromptStart.seconds(settings.home()).ifPresent(samples::add);
    }
    return new Figure("lab: prompt usable", samples, "s", goalSeconds);
  }

  /**
   * {@code up}: until a leader has applied its first entry, as the view has it, and until all nodes
   * are there and the command returns.
   *
   * @param goalSeconds for the first
   */
  public List<Figure> startup(int nodes, double goalSeconds)
      throws IOException, InterruptedException {
    List<Double> applied = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      progress.accept("starting " + nodes + " nodes, " + (i + 1) + " of " + times);
      try (Lab lab = new Lab(settings)) {
        lab.reset();
        AtomicLong firstApplied = new AtomicLong();
        try (AutoCloseable listening =
            lab.listen(
                (event, view) -> {
                  if (event.event().hasApplied()) {
                    firstApplied.compareAndSet(0, System.nanoTime());
                  }
                })) {
          long started = System.nanoTime();
          lab.up(Shape.usual("raft", nodes), (done, total, what) -> {});
          all.add(secondsSince(started));
          applied.add((firstApplied.get() - started) / 1e9);
        } catch (IOException | InterruptedException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
    return List.of(
        new Figure("up raft, " + nodes + " nodes: first entry", applied, "s", goalSeconds),
        new Figure("up raft, " + nodes + " nodes: all there", all, "s", Double.NaN));
  }

  /** Memory of nodes that have nothing to do, and how old events are when the view has them. */
  public List<Figure> idle() throws IOException, InterruptedException {
    try (Lab lab = new Lab(settings)) {
      lab.reset();
      Cluster cluster = lab.up(Shape.usual("raft", 3), (done, total, what) -> {});
      progress.accept("watching 3 idle nodes for " + IDLE.toSeconds() + " s");
      ConcurrentLinkedQueue<Double> ages = new ConcurrentLinkedQueue<>();
      long from = lab.events().last();
      try (AutoCloseable listening = lab.listen((event, view) -> age(event, from, ages))) {
        cluster.await(view -> false, IDLE);
      } catch (IOException | InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
      List<Double> memory = new ArrayList<>();
      for (NodeView node : cluster.view().nodes().values()) {
        memory.add(ProcessMeter.residentMiB(node.pid()));
      }
      return List.of(
          new Figure("memory of an idle node", memory, "MiB", 130),
          new Figure("event on a node -> in the view, idle", List.copyOf(ages), "ms", 50));
    }
  }

  /** Nodes' and lab's monotonic clocks are one clock on one machine. */
  private static void age(LabEvent event, long from, ConcurrentLinkedQueue<Double> ages) {
    boolean ofNode = new NodeId(event.event().getNode()).isNode();
    if (event.order() > from && ofNode && !event.event().hasNodeState()) {
      ages.add((event.receivedNanos() - event.event().getNanos()) / 1e6);
    }
  }

  /** From the leader's end to the next write that is acknowledged. */
  public Figure failover(int kills) throws IOException, InterruptedException {
    List<Double> samples = new ArrayList<>();
    try (Lab lab = new Lab(settings)) {
      lab.reset();
      Cluster cluster = lab.up(Shape.usual("raft", 3), (done, total, what) -> {});
      for (int i = 0; i < kills; i++) {
        progress.accept("killing the leader, " + (i + 1) + " of " + kills);
        NodeId leader = cluster.view().leader().orElseThrow().id();
        long killed = System.nanoTime();
        cluster.kill(leader);
        Call call = new Call(Optional.empty(), PATIENCE, false);
        cluster.client().makeFolder("/after-kill-" + i, false, call);
        samples.add(secondsSince(killed));
        cluster.start(leader);
        cluster.await(
            view ->
                view.leader().isPresent()
                    && view.running().size() == 3
                    && view.running().stream()
                        .allMatch(n -> n.lastIndex() == view.leader().get().lastIndex()),
            PATIENCE);
      }
    }
    return new Figure("kill leader -> next acknowledged write", samples, "s", 1.5);
  }

  /** Storing and fetching 256 MiB with three copies: rate, and processor time of all processes. */
  public List<Figure> transfer() throws IOException, InterruptedException {
    long bytes = 256L << 20;
    List<Double> put = new ArrayList<>();
    List<Double> get = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    try (Lab lab = new Lab(settings)) {
      lab.reset();
      Cluster cluster = lab.up(Shape.usual("raft", 3), (done, total, what) -> {});
      Call call = new Call(Optional.empty(), PATIENCE, false);
      for (int i = 0; i < times; i++) {
        progress.accept("storing 256 MiB, " + (i + 1) + " of " + times);
        double before = cpu(cluster);
        long started = System.nanoTime();
        FileInfo stored =
            cluster
                .client()
                .put(new Noise(bytes), bytes, "/big", null, call, StoreClient.Progress.NONE);
        put.add(stored.getLength() / MEBI / secondsSince(started));
        cpu.add((cpu(cluster) - before) / (bytes / (double) (1 << 30)));
        started = System.nanoTime();
        cluster
            .client()
            .get(
                "/big",
                OutputStream.nullOutputStream(),
                Optional.empty(),
                call,
                StoreClient.Progress.NONE);
        get.add(bytes / MEBI / secondsSince(started));
      }
    }
    return List.of(
        new Figure("put 256 MiB, 3 copies, fsynced", put, "MiB/s", Double.NaN),
        new Figure("get 256 MiB, verified", get, "MiB/s", Double.NaN),
        new Figure("processor time a GiB written, all processes", cpu, "s", Double.NaN));
  }

  /** From the loss of a node that has 1 GiB until every chunk has all its copies again. */
  public List<Figure> repair() throws IOException, InterruptedException {
    return new LostNode().measure(settings, progress);
  }

  private static double cpu(Cluster cluster) {
    double sum = ProcessMeter.cpuSeconds(ProcessHandle.current().pid());
    for (NodeView node : cluster.view().nodes().values()) {
      sum += ProcessMeter.cpuSeconds(node.pid());
    }
    return sum;
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
