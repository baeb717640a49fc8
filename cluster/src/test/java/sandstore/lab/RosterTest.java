package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.NodeId;

class RosterTest {
  @TempDir Path folder;

  @Test
  void sevenNodesHaveFiveVotersAndTwoLearners() {
    Roster roster = Roster.of(Shape.usual("raft", 7));
    assertThat(roster.nodes()).hasSize(7);
    assertThat(roster.voters()).hasSize(5).doesNotContain(NodeId.of(6), NodeId.of(7));
  }

  @Test
  void aHomeGoesOnWithThePresentMembers() throws Exception {
    Path file = folder.resolve("cluster.properties");
    RosterBook book = new RosterBook(file, StoredCluster.fresh(Shape.usual("raft", 3)));
    book.change(r -> r.with(NodeId.of(6), new Roster.Seat("zone6", 1, false, false, false)));
    book.change(r -> r.without(NodeId.of(1)));
    book.change(r -> r.changed(NodeId.of(2), Roster.Seat::emptied));

    StoredCluster read = StoredCluster.read(file).orElseThrow();
    assertThat(read.roster()).isEqualTo(book.roster());
    assertThat(read.shape()).isEqualTo(Shape.usual("raft", 3));
    assertThat(read.roster().nodes()).containsExactly(NodeId.of(2), NodeId.of(3), NodeId.of(6));
    assertThat(read.roster().wiped()).containsExactly(NodeId.of(2));
  }

  @Test
  void aNewNodeStandsWhereItDoesMostGood() {
    assertThat(Roster.of(Shape.usual("raft", 3)).zoneForNew(NodeId.of(4))).isEqualTo("zone4");
    Roster two = Roster.of(new Shape("raft", 5, 2, 3, "spread", 8 << 20, "real"));
    assertThat(two.zoneForNew(NodeId.of(6))).isEqualTo("zone2");
  }
}
