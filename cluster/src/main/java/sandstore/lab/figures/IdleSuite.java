package sandstore.lab.figures;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import sandstore.lab.LabEvent;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/** Nodes that have nothing to do. */
@AutoService(Suite.class)
public final class IdleSuite implements Suite {
  private static final Duration IDLE = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String about() {
    return "what nodes weigh that have nothing to do, and how old their events are in the view";
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    return bed.raft(
        3,
        (lab, cluster) -> {
          bed.progress().accept("watching 3 idle nodes for " + IDLE.toSeconds() + " s");
          ConcurrentLinkedQueue<Double> ages = new ConcurrentLinkedQueue<>();
          long from = lab.events().last();
          TestBed.listening(
              lab, (event, view) -> age(event, from, ages), () -> cluster.await(v -> false, IDLE));
          List<Double> memory = new ArrayList<>();
          for (NodeView node : cluster.view().nodes().values()) {
            memory.add(ProcessMeter.residentMiB(node.pid()));
          }
          return List.of(
              new Figure("memory of an idle node", memory, "MiB", 130),
              new Figure("event on a node -> in the view, idle", List.copyOf(ages), "ms", 50));
        });
  }

  /** Nodes' and lab's monotonic clocks are one clock on one machine. */
  private static void age(LabEvent event, long from, ConcurrentLinkedQueue<Double> ages) {
    boolean ofNode = new NodeId(event.event().getNode()).isNode();
    if (event.order() > from && ofNode && !event.event().hasNodeState()) {
      ages.add((event.receivedNanos() - event.event().getNanos()) / 1e6);
    }
  }
}
