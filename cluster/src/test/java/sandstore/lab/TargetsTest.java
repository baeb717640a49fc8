package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.proto.Event;
import sandstore.proto.NodeExited;
import sandstore.proto.NodeState;
import sandstore.proto.Role;
import sandstore.wire.NodeId;

/** Five nodes in two zones; node2 leads in term 3, node4 is gone. */
class TargetsTest {
  private static final Shape SHAPE =
      new Shape("raft", 5, 2, 3, "spread", Shape.DEFAULT_CHUNK_SIZE, "real");

  private static ClusterView view() {
    ClusterView view = ClusterView.EMPTY;
    for (NodeId node : SHAPE.nodeIds()) {
      Role role = node.number() == 2 ? Role.LEADER : Role.FOLLOWER;
      view =
          Fold.fold(
              view,
              Event.newBuilder()
                  .setNode(node.name())
                  .setIncarnation(1)
                  .setNodeState(NodeState.newBuilder().setRole(role).setTerm(3))
                  .build());
    }
    return Fold.fold(
        view,
        Event.newBuilder()
            .setNode("lab")
            .setIncarnation(1)
            .setSequence(1)
            .setNodeExited(NodeExited.newBuilder().setNode("node4"))
            .build());
  }

  private static String nodes(String... words) {
    return String.join(
        " ",
        Targets.of(Roster.of(SHAPE), view()).nodes(List.of(words)).stream()
            .map(NodeId::name)
            .toList());
  }

  @Test
  void wordsNameNodes() {
    assertThat(nodes("node3,node1", "node3")).isEqualTo("node3 node1");
    assertThat(nodes("leader")).isEqualTo("node2");
    assertThat(nodes("followers")).isEqualTo("node1 node3 node5");
    assertThat(nodes("follower")).isEqualTo("node1");
    assertThat(nodes("any")).isEqualTo("node1");
    assertThat(nodes("all")).isEqualTo("node1 node2 node3 node4 node5");
    assertThat(nodes("zone2")).isEqualTo("node2 node4");
    assertThat(nodes("leader,", "zone2")).isEqualTo("node2 node4");
  }

  @Test
  void clientIsAnEndOfALinkOnly() {
    assertThat(Targets.of(Roster.of(SHAPE), view()).ends(List.of("client", "leader")))
        .containsExactly(NodeId.CLIENT, NodeId.of(2));
    assertThatThrownBy(() -> nodes("client")).hasMessage("there is no node named client");
  }

  @Test
  void whatNamesNothingIsRefusedWithAHint() {
    assertThatThrownBy(() -> nodes("node9"))
        .isInstanceOfSatisfying(
            Refusal.class,
            e ->
                assertThat(e.hint())
                    .isEqualTo(
                        "nodes are node1..node5, also leader, follower, followers, any, all"))
        .hasMessage("there is no node9");
    assertThatThrownBy(() -> nodes("zone3")).hasMessage("there is no zone3");
    assertThatThrownBy(() -> nodes(",")).hasMessage("no node is named");
    assertThatThrownBy(
            () -> Targets.of(Roster.of(SHAPE), ClusterView.EMPTY).nodes(List.of("leader")))
        .hasMessage("no running node leads now");
  }
}
