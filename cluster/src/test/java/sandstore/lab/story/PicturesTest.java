package sandstore.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Trace;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkState.Condition;
import sandstore.proto.Event;
import sandstore.proto.LogCompacted;
import sandstore.proto.Role;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/** Pictures, drawn. */
class PicturesTest {
  /** An old leader's tail that nobody else has; a follower behind; one compacted. */
  private static ClusterView tails() {
    return new Trace()
        .up("raft", 4)
        .wins(1, 1, 2, 3)
        .appended(1, 1, 18, 1, 1)
        .committed(1, 16)
        .applied(1, 16)
        .appended(2, 1, 16, 1, 1)
        .wins(2, 2, 3, 4)
        .appended(2, 17, 20, 17, 2)
        .committed(2, 20)
        .applied(2, 19)
        .appended(3, 1, 12, 1, 1)
        .committed(3, 12)
        .node(3, Event.newBuilder().setLogCompacted(LogCompacted.newBuilder().setFirst(9)))
        .exited(4)
        .view();
  }

  @Test
  void logs() {
    assertThat(String.join("\n", LogPicture.draw(tails(), 120)))
        .isEqualTo(
            """
            index  1..8  9..12  13..16  17..18  19..20
            node1  t1    t1     t1      (t1)            leader, committed 16, applied 16
            node2  t1    t1     t1      t2      t2      leader, committed 20, applied 19
            node3  snap  t1                             follower, committed 12, applied 0
            node4                                       exited, committed 0, applied 0
            (t..) not known to be committed there""");
  }

  @Test
  void logsOnANarrowScreenShowTheNewest() {
    assertThat(String.join("\n", LogPicture.draw(tails(), 64)))
        .isEqualTo(
            """
            index  ..  17..18  19..20
            node1  ..  (t1)            leader, committed 16, applied 16
            node2  ..  t2      t2      leader, committed 20, applied 19
            node3  ..                  follower, committed 12, applied 0
            node4  ..                  exited, committed 0, applied 0
            (t..) not known to be committed there""");
    assertThat(LogPicture.draw(ClusterView.EMPTY, 80)).containsExactly("no nodes");
    assertThat(LogPicture.draw(new Trace().up("raft", 1).view(), 80))
        .containsExactly("index", "node1  follower, committed 0, applied 0");
  }

  @Test
  void votes() {
    ClusterView view =
        new Trace()
            .up("raft", 5)
            .campaigns(4, 1)
            .campaigns(5, 1)
            .votes(3, 1, 5)
            .role(4, Role.FOLLOWER, 1)
            .role(5, Role.FOLLOWER, 1)
            .wins(3, 2, 4, 5)
            .campaigns(2, 3)
            .view();

    assertThat(String.join("\n", VotesPicture.draw(view)))
        .isEqualTo(
            """
            term 1: ended without a leader
              node4 has 1 vote (3 of 5 needed): node4
              node5 has 2 votes (3 of 5 needed): node5 node3
            term 2: won by node3
              node3 has 3 votes (3 of 5 needed): node3 node4 node5
            term 3: not decided yet
              node2 has 1 vote (3 of 5 needed): node2
            node1 term 0, has not voted in it
            node2 term 3, voted for node2
            node3 term 2, voted for node3
            node4 term 2, voted for node3
            node5 term 2, voted for node3""");
    assertThat(VotesPicture.draw(new Trace().up("basic", 1).view()))
        .first()
        .isEqualTo("nobody votes in this topology");
  }

  @Test
  void placement() {
    List<NodeId> nodes = IntStream.rangeClosed(1, 4).mapToObj(NodeId::of).toList();
    List<ChunkRef> chunks = IntStream.range(0, 6).mapToObj(PicturesTest::chunk).toList();
    Map<NodeId, Map<ChunkKey, Condition>> stored = new HashMap<>();
    nodes.subList(0, 3).forEach(n -> stored.put(n, new HashMap<>()));
    chunks.forEach(
        c -> {
          put(stored, 1, c, Condition.STORED);
          put(stored, 2, c, Condition.STORED);
        });
    put(stored, 2, chunks.get(3), Condition.CORRUPT);
    put(stored, 2, chunks.get(4), Condition.MISSING);
    put(stored, 3, chunks.get(4), Condition.STORED);

    assertThat(String.join("\n", PlacementPicture.draw(chunks, nodes, stored)))
        .isEqualTo(
            """
            chunk             bytes  node1  node2  node3  node4
            0..2            8388608  \u25cf      \u25cf      \u00b7      ?
            3               8388608  \u25cf      !      \u00b7      ?
            4               8388608  \u25cf      \u25cb      +      ?
            5               1000000  \u25cf      \u25cf      \u00b7      ?
            \u25cf stored, \u25cb missing, ! corrupt, + stored though not listed, \
            \u00b7 not meant to be there, ? not asked, the node does not answer""");
    assertThat(PlacementPicture.draw(chunks, nodes, stored, true))
        .contains("4               8388608  *      o      +      ?")
        .allMatch(line -> line.chars().allMatch(c -> c < 128));
  }

  private static void put(
      Map<NodeId, Map<ChunkKey, Condition>> stored, int node, ChunkRef chunk, Condition condition) {
    stored
        .getOrDefault(NodeId.of(node), new HashMap<>())
        .put(ChunkKey.of(chunk.getId()), condition);
  }

  private static ChunkRef chunk(int index) {
    return ChunkRef.newBuilder()
        .setId(ChunkId.newBuilder().setUpload("00112233aabbccdd").setIndex(index))
        .setLength(index == 5 ? 1_000_000 : 8 << 20)
        .addAllReplicas(List.of("node1", "node2", "node4"))
        .build();
  }
}
