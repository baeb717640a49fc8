package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.NodeState;
import sandstore.proto.StateRequest;
import sandstore.wire.NodeId;

/**
 * Each node dies by kill -9, one after the other, while files are being stored; the lab starts it
 * again. The moments are drawn by chance, from a seed that a failure tells: after so many more
 * acknowledged files, and with so many more started before the node is back.
 */
final class KillTheNodesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void raftLosesNothing() throws Exception {
    killEachOf("raft", 20261124);
  }

  @Test
  void replicatedLosesNothingAsLongAsNodesOnlyCrash() throws Exception {
    killEachOf("replicated", 4711);
  }

  private void killEachOf(String topology, long seed) throws Exception {
    Random chance = new Random(seed);
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up " + topology);
      List<String> acknowledged;
      try (Storing storing = new Storing(lab)) {
        for (String node : List.of(lab.leader(), "node1", "node2", "node3")) {
          storing.more(1 + chance.nextInt(8));
          lab.ok("kill " + node);
          if (chance.nextBoolean()) {
            storing.more(1 + chance.nextInt(4));
          }
          lab.ok("start " + node);
          lab.ok("wait leader != '' within 30s");
        }
        storing.more(3);
        acknowledged = storing.acknowledged();
      }
      assertThat(lab.cluster().await(KillTheNodesTest::level, BOUND)).as("seed %d", seed).isTrue();
      ViewIsTrue.at("each node was killed", lab);
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(states(lab)).as("seed %d", seed).hasSize(1));
      for (String path : acknowledged) {
        lab.ok("get " + path + " COPY");
        assertThat(Files.readString(lab.path("COPY"))).as("seed %d", seed).isEqualTo(path);
      }
    }
  }

  /** All have one log, and have applied it. */
  private static boolean level(ClusterView view) {
    return view.running().size() == 3
        && view.running().stream().map(NodeView::lastIndex).distinct().count() == 1
        && view.running().stream().map(NodeView::appliedIndex).distinct().count() == 1;
  }

  private static Set<String> states(TestLab lab) {
    Set<String> states = new HashSet<>();
    for (NodeId node : lab.view().nodes().keySet()) {
      NodeState s = lab.cluster().calls().observe(node).state(StateRequest.getDefaultInstance());
      states.add(s.getAppliedIndex() + " " + Long.toHexString(s.getStateHash()));
    }
    return states;
  }
}
