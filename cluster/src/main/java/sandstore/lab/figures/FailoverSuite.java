package sandstore.lab.figures;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sandstore.client.Call;
import sandstore.lab.Cluster;
import sandstore.wire.NodeId;

/** From the leader's end to the next write that is acknowledged. */
@AutoService(Suite.class)
public final class FailoverSuite implements Suite {
  private static final int KILLS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public String about() {
    return "from a leader's end to the next write that is acknowledged";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    return bed.raft(
        3,
        (lab, cluster) -> {
          List<Double> samples = new ArrayList<>();
          for (int i = 0; i < KILLS; i++) {
            bed.progress().accept("killing the leader, " + (i + 1) + " of " + KILLS);
            NodeId leader = cluster.view().leader().orElseThrow().id();
            long killed = System.nanoTime();
            cluster.kill(leader);
            Call call = new Call(Optional.empty(), PATIENCE, false);
            cluster.client().makeFolder("/after-kill-" + i, false, call);
            samples.add(TestBed.secondsSince(killed));
            cluster.start(leader);
            awaitLevel(cluster);
          }
          return List.of(new Figure("kill leader -> next acknowledged write", samples, "s", 1.5));
        });
  }

  private static void awaitLevel(Cluster cluster) throws InterruptedException {
    cluster.await(
        view ->
            view.leader().isPresent()
                && view.running().size() == 3
                && view.running().stream()
                    .allMatch(n -> n.lastIndex() == view.leader().get().lastIndex()),
        PATIENCE);
  }
}
