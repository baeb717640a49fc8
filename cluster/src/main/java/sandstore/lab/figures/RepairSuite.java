package sandstore.lab.figures;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.lab.Cluster;
import sandstore.lab.LabEvent;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.wire.NodeId;

/**
 * A node with 1 GiB on it is killed for good: how long until every chunk has three copies again.
 */
@AutoService(Suite.class)
public final class RepairSuite implements Suite {
  private static final int NODES = 5;
  private static final long BYTES_A_FILE = 128L << 20;
  private static final long BYTES_ON_NODE = 1L << 30;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final double GOAL_SECONDS = 15;
  private static final double MEBI = 1 << 20;

  private final AtomicLong killedNanos = new AtomicLong();
  private final AtomicLong begunNanos = new AtomicLong();
  private final AtomicLong wholeNanos = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  @Override
  public String name() {
    return "repair";
  }

  @Override
  public String about() {
    return "a node with 1 GiB lost, until all chunks have three copies again";
  }

  @Override
  public int order() {
    return 50;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    return bed.raft(
        NODES,
        (lab, cluster) -> {
          NodeId victim =
              cluster.view().nodes().keySet().stream()
                  .filter(n -> !n.equals(cluster.view().leader().orElseThrow().id()))
                  .findFirst()
                  .orElseThrow();
          fill(cluster, victim, bed.progress());
          double before = TestBed.cpuSeconds(cluster);
          TestBed.listening(
              lab,
              (event, view) -> note(event),
              () -> {
                bed.progress()
                    .accept("killing " + victim + ", and waiting until all chunks have 3 copies");
                killedNanos.set(System.nanoTime());
                cluster.kill(victim);
                return cluster.await(view -> wholeNanos.get() != 0, PATIENCE);
              });
          return figures(TestBed.cpuSeconds(cluster) - before);
        });
  }

  private static void fill(Cluster cluster, NodeId victim, Consumer<String> progress)
      throws IOException, InterruptedException {
    Call call = new Call(Optional.empty(), PATIENCE, false);
    for (int i = 0; on(cluster, victim) < BYTES_ON_NODE; i++) {
      progress.accept(
          "storing until %s has 1 GiB: %d MiB".formatted(victim, on(cluster, victim) >> 20));
      Noise noise = new Noise(BYTES_A_FILE);
      cluster.client().put(noise, BYTES_A_FILE, "/file" + i, null, call, Progress.NONE);
    }
    cluster.await(view -> view.underReplicated().orElse(1) == 0, PATIENCE);
  }

  private static long on(Cluster cluster, NodeId node) {
    return cluster.view().node(node).map(NodeView::chunkBytes).orElse(0L);
  }

  private void note(LabEvent one) {
    Event event = one.event();
    if (killedNanos.get() == 0 || wholeNanos.get() != 0) {
      return;
    }
    if (event.hasRepairQueued()) {
      begunNanos.compareAndSet(0, one.receivedNanos());
    } else if (event.hasRepairDone()) {
      bytes.addAndGet(event.getRepairDone().getBytes());
    } else if (event.hasReplicationCounted()
        && begunNanos.get() != 0
        && event.getReplicationCounted().getUnderReplicated() == 0) {
      wholeNanos.set(one.receivedNanos());
    }
  }

  private List<Figure> figures(double cpuSeconds) {
    double begun = (begunNanos.get() - killedNanos.get()) / 1e9;
    double took = wholeNanos.get() == 0 ? Double.NaN : (wholeNanos.get() - begunNanos.get()) / 1e9;
    return List.of(
        Figure.of("node killed -> repair begins (grace 10 s)", "s", Double.NaN, begun),
        Figure.of("1 GiB lost -> all chunks have 3 copies", "s", GOAL_SECONDS, took),
        Figure.of("copied", "MiB", Double.NaN, bytes.get() / MEBI),
        Figure.of(
            "copied a second, of 128 allowed", "MiB/s", Double.NaN, bytes.get() / MEBI / took),
        Figure.of("processor time, kill to whole, all processes", "s", Double.NaN, cpuSeconds));
  }
}
