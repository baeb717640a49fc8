package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.view.NodeView;
import sandstore.proto.NodeState;
import sandstore.proto.StateRequest;
import sandstore.wire.NodeId;

/**
 * Three against two: the majority serves, the minority does not lie, and after the heal all agree.
 */
final class PartitionTest {
  @TempDir Path folder;

  @Test
  void theMajorityServesAndTheTailOfTheOldLeaderIsStruckOut() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      List<LabEvent> events = Collections.synchronizedList(new ArrayList<>());
      AutoCloseable listening = lab.lab().listen((e, v) -> events.add(e));
      lab.ok("up raft --nodes 5 --pace slow"); // the old leader believes in itself for a while
      lab.ok("transfer node1");
      lab.ok("put --text before /before");
      lab.ok("partition node1,node2,client | node3,node4,node5");

      // The old leader proposed it, and cannot know.
      Lab.Ending lost = lab.run("mkdir /tail --at node1 --timeout 4s");
      assertThat(lost.status()).as(lost.message()).isEqualTo(3);

      lab.ok("heal client; partition node1,node2 | node3,node4,node5");
      lab.ok("wait leader in ['node3','node4','node5'] within 30s");
      lab.ok("put --text during /during");
      // A minority node without a leader proposes nothing, and says so.
      lab.ok("wait node('node2').leader == '' within 30s");
      Lab.Ending refused = lab.run("mkdir /never --at node2 --timeout 3s");
      assertThat(refused.status()).as(refused.message()).isEqualTo(1);

      lab.ok("heal");
      assertThat(
              lab.cluster()
                  .await(
                      v ->
                          v.running().stream().map(NodeView::appliedIndex).distinct().count() == 1
                              && v.running().stream().map(NodeView::lastIndex).distinct().count()
                                  == 1,
                      Duration.ofSeconds(30)))
          .isTrue();
      await("all have the same state")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(states(lab)).hasSize(1));
      assertThat(lab.run("stat /tail").status()).isEqualTo(2);
      lab.ok("get /during DURING");
      assertThat(Files.readString(lab.path("DURING"))).isEqualTo("during");
      assertThat(List.copyOf(events))
          .anySatisfy(
              e -> {
                assertThat(e.event().hasEntriesTruncated()).isTrue();
                assertThat(e.event().getNode()).isEqualTo("node1");
                assertThat(e.event().getEntriesTruncated().getOperationsList())
                    .contains("MakeFolder /tail");
              });
      ViewIsTrue.at("healed", lab);
      listening.close();
    }
  }

  private static Set<String> states(TestLab lab) {
    Set<String> states = new HashSet<>();
    for (NodeId node : lab.view().nodes().keySet()) {
      NodeState s = lab.cluster().calls().observe(node).state(StateRequest.getDefaultInstance());
      states.add(s.getAppliedIndex() + " " + s.getLastIndex() + " " + s.getStateHash());
    }
    return states;
  }
}
