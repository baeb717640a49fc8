package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.wire.NodeId;

class ShapeTest {
  @Test
  void nodesAreDealtToZonesInTurn() {
    Shape shape = new Shape("raft", 5, 2, 3, "spread", Shape.DEFAULT_CHUNK_SIZE, "real");
    assertThat(shape.nodeIds().stream().map(shape::zoneOf))
        .containsExactly("zone1", "zone2", "zone1", "zone2", "zone1");
  }

  /** One new file makes a policy: the lab learns of it by name. */
  @Test
  void placementsAreThoseThatTheNodesHave() {
    assertThat(Shape.PLACEMENTS).containsExactly("spread", "copyset", "random");
  }

  @Test
  void theDataOfAnotherPlacementIsAnothers() {
    Shape spread = new Shape("raft", 6, 3, 2, "spread", Shape.DEFAULT_CHUNK_SIZE, "real");
    Shape random = new Shape("raft", 6, 3, 2, "random", Shape.DEFAULT_CHUNK_SIZE, "real");
    assertThat(spread.fits(spread)).isTrue();
    assertThat(spread.fits(random)).isFalse();
  }

  @Test
  void fiveVoteAtTheMost() {
    Shape shape = Shape.usual("raft", 7);
    assertThat(shape.voters()).hasSize(5).doesNotContain(NodeId.of(6));
    assertThat(shape.quorum()).isEqualTo(3);
  }

  @Test
  void usualClustersAreWhatTheTableSays() {
    assertThat(Shape.usual("basic", 0).words()).isEqualTo("basic of 1 node");
    assertThat(Shape.usual("replicated", 0).words()).isEqualTo("replicated of 3 nodes");
    assertThat(Shape.usual("raft", 5).replicas()).isEqualTo(3);
    assertThat(Shape.usual("raft", 5).minReplicas()).isEqualTo(2);
    assertThat(Shape.usual("raft", 1).minReplicas()).isEqualTo(1);
  }

  @Test
  void whatNoClusterCanBeIsRefused() {
    for (List<Object> odd :
        List.<List<Object>>of(
            List.of("raid", 3, 1, 1, "spread", 1 << 20, "real", "there is no topology raid"),
            List.of("basic", 2, 1, 1, "spread", 1 << 20, "real", "basic runs one node, not 2"),
            List.of(
                "replicated",
                1,
                1,
                1,
                "spread",
                1 << 20,
                "real",
                "replicated runs 2 to 5 nodes, not 1"),
            List.of("raft", 16, 1, 1, "spread", 1 << 20, "real", "raft runs 1 to 15 nodes, not 16"),
            List.of("raft", 3, 4, 1, "spread", 1 << 20, "real", "zones must be 1 to 3 here, not 4"),
            List.of(
                "raft", 3, 1, 0, "spread", 1 << 20, "real", "replicas must be 1 to 3 here, not 0"),
            List.of("raft", 3, 1, 1, "chance", 1 << 20, "real", "there is no placement chance"),
            List.of("raft", 3, 1, 1, "spread", 1000, "real", "a chunk is 64KiB to 64MiB"),
            List.of("raft", 3, 1, 1, "spread", 1 << 20, "brisk", "there is no pace brisk"))) {
      assertThatThrownBy(
              () ->
                  new Shape(
                      (String) odd.get(0),
                      (int) odd.get(1),
                      (int) odd.get(2),
                      (int) odd.get(3),
                      (String) odd.get(4),
                      (int) odd.get(5),
                      (String) odd.get(6)))
          .isInstanceOf(Refusal.class)
          .hasMessage((String) odd.get(7));
    }
  }
}
