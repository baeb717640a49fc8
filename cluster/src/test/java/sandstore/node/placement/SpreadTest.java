package sandstore.node.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sandstore.wire.NodeId;

class SpreadTest {
  private static final long ROOM = 10L << 30;
  private static final String UPLOAD = "00000000000000a1";

  /** {@code "z1 z1 z2"}: node1 and node2 in zone z1, node3 in z2. */
  private static List<Candidate> nodes(String zones) {
    String[] zone = zones.split(" ");
    return IntStream.rangeClosed(1, zone.length)
        .mapToObj(n -> new Candidate(NodeId.of(n), zone[n - 1], true, ROOM))
        .toList();
  }

  private static List<NodeId> chain(int index, List<Candidate> nodes, int replicas, int... avoid) {
    Set<NodeId> avoided = IntStream.of(avoid).mapToObj(NodeId::of).collect(Collectors.toSet());
    return new Spread().choose(Need.ofNew(UPLOAD, index, replicas, nodes, avoided));
  }

  /** Pinned: every version of this software must plan alike, and a reader may want to see it. */
  @Test
  void chainsOfAnUpload() {
    String picture =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    i
                        + ": "
                        + chain(i, nodes("z z z z z"), 3)
                        + " in zones "
                        + chain(i, nodes("a a b b c"), 3)
                        + "\n")
            .collect(Collectors.joining());
    assertThat(picture)
        .isEqualTo(
            """
            0: [node5, node3, node2] in zones [node5, node3, node2]
            1: [node3, node4, node2] in zones [node3, node2, node5]
            2: [node2, node4, node1] in zones [node2, node4, node5]
            3: [node5, node4, node3] in zones [node5, node4, node2]
            4: [node1, node3, node4] in zones [node1, node3, node5]
            5: [node2, node4, node3] in zones [node2, node4, node5]
            """);
  }

  @Test
  void aPlanDoesNotDependOnTheOrderOfCandidates() {
    List<Candidate> nodes = new ArrayList<>(nodes("a a b b c"));
    List<NodeId> plan = chain(7, nodes, 3);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(nodes, new Random(i));
      assertThat(chain(7, nodes, 3)).isEqualTo(plan);
    }
  }

  @Test
  void loadIsEvenAndEveryZoneHasACopy() {
    List<Candidate> nodes = nodes("a a b b c c");
    Map<NodeId, Integer> copies = new TreeMap<>();
    Map<NodeId, Integer> firsts = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      List<NodeId> chain = chain(i, nodes, 3);
      assertThat(chain).hasSize(3).doesNotHaveDuplicates();
      Set<String> zones = new HashSet<>();
      chain.forEach(n -> zones.add(nodes.get(n.number() - 1).zone()));
      assertThat(zones).hasSize(3);
      chain.forEach(n -> copies.merge(n, 1, Integer::sum));
      firsts.merge(chain.get(0), 1, Integer::sum);
    }
    // 5,000 copies and 1,667 first places are due to each; four standard deviations are 200 and
    // 150.
    assertThat(copies.values()).allSatisfy(n -> assertThat(n).isBetween(4800, 5200));
    assertThat(firsts.values()).allSatisfy(n -> assertThat(n).isBetween(1517, 1817));
  }

  @Test
  void aNodeThatLeavesChangesOnlyItsOwnChains() {
    List<Candidate> five = nodes("z z z z z");
    List<Candidate> four = five.subList(0, 4);
    for (int i = 0; i < 1000; i++) {
      List<NodeId> before = chain(i, five, 3);
      if (!before.contains(NodeId.of(5))) {
        assertThat(chain(i, four, 3)).isEqualTo(before);
      }
    }
  }

  @Test
  void avoidedNodesAndFullNodesComeLast() {
    for (int i = 0; i < 100; i++) {
      assertThat(chain(i, nodes("a a b b c"), 3, 5)).doesNotContain(NodeId.of(5));
      assertThat(chain(i, nodes("a b c"), 3, 1, 2).get(0)).isEqualTo(NodeId.of(3));
      List<Candidate> one = new ArrayList<>(nodes("a b c"));
      one.set(0, new Candidate(NodeId.of(1), "a", true, 1));
      assertThat(chain(i, one, 3).get(2)).isEqualTo(NodeId.of(1));
      assertThat(chain(i, one, 3, 2).subList(1, 3)).containsExactly(NodeId.of(1), NodeId.of(2));
    }
  }

  @Test
  void fewNodesMakeAShortChain() {
    assertThat(chain(0, nodes("a a"), 3)).hasSize(2);
    assertThat(chain(0, List.of(), 3)).isEmpty();
    assertThat(chain(0, nodes("a a"), 0)).isEmpty();
  }

  /** As if they were not there, but for whoever has lost a copy with them. */
  @Test
  void theDeadAreNotChosen() {
    List<Candidate> nodes = new ArrayList<>(nodes("a b c"));
    nodes.set(2, new Candidate(NodeId.of(3), "c", false, ROOM));
    for (int i = 0; i < 100; i++) {
      assertThat(chain(i, nodes, 3)).containsExactlyInAnyOrder(NodeId.of(1), NodeId.of(2));
    }
  }

  @Test
  void aLostCopyIsMadeUpForInAZoneThatHasNone() {
    List<Candidate> nodes = new ArrayList<>(nodes("a b c a b c"));
    nodes.set(1, new Candidate(NodeId.of(2), "b", false, ROOM));
    List<NodeId> kept = List.of(NodeId.of(1), NodeId.of(6));
    for (int i = 0; i < 100; i++) {
      Need need = new Need(UPLOAD, i, 3, kept, nodes, Set.of());
      assertThat(new Spread().choose(need)).containsExactly(NodeId.of(5));
      assertThat(new Spread().choose(new Need(UPLOAD, i, 2, kept, nodes, Set.of()))).isEmpty();
    }
  }
}
