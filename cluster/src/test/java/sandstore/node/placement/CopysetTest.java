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

class CopysetTest {
  private static final Copyset COPYSET = new Copyset();
  private static final long ROOM = 10L << 30;

  /** So many nodes, dealt to zones in turn. */
  private static List<Candidate> nodes(int count, int zones) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> new Candidate(NodeId.of(n), "zone" + ((n - 1) % zones + 1), true, ROOM))
        .toList();
  }

  private static List<NodeId> chain(Policy policy, int i, List<Candidate> nodes, int replicas) {
    return policy.choose(Need.ofNew("00000000000000a1", i, replicas, nodes, Set.of()));
  }

  private static Set<Set<NodeId>> used(Policy policy, List<Candidate> nodes, int replicas) {
    Set<Set<NodeId>> used = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      used.add(Set.copyOf(chain(policy, i, nodes, replicas)));
    }
    return used;
  }

  private static String picture(Set<Set<NodeId>> sets) {
    return sets.stream()
        .map(s -> s.stream().map(n -> "" + n.number()).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /**
   * Two rows of three sets; four rows, in which three sets come twice: pinned, since chunks are
   * where the sets were.
   */
  @Test
  void rowsAreCutIntoSetsThatSpanTheZones() {
    assertThat(picture(Copyset.sets(nodes(9, 3), 3)))
        .isEqualTo(
            """
            6 1 8
            5 7 9
            3 4 2
            5 1 9
            8 4 6
            2 3 7
            """);
    assertThat(picture(Copyset.sets(nodes(6, 3), 2)))
        .isEqualTo(
            """
            6 1
            5 3
            4 2
            5 1
            6 4
            2 3
            5 4
            6 2
            1 3
            """);
  }

  @Test
  void everySetSpansAsManyZonesAsItCan() {
    for (int zones = 2; zones <= 5; zones++) {
      for (int replicas = 1; replicas <= 4; replicas++) {
        List<Candidate> nodes = nodes(2 * zones * replicas, zones);
        int most = Math.min(zones, replicas);
        assertThat(Copyset.sets(nodes, replicas))
            .allSatisfy(
                set ->
                    assertThat(set.stream().map(n -> nodes.get(n.number() - 1).zone()).distinct())
                        .hasSize(most));
      }
    }
  }

  /** What it is for: of all ways in which three of 15 nodes die at once, few cost anything. */
  @Test
  void threeNodesThatDieAtOnceSeldomHaveAChunkForThemselves() {
    List<Candidate> nodes = nodes(15, 15);
    int triples = 15 * 14 * 13 / 6;
    assertThat(used(COPYSET, nodes, 3)).hasSizeBetween(5, 10);
    assertThat(used(new Spread(), nodes, 3)).hasSize(triples);
    assertThat(used(new AtRandom(), nodes, 3)).hasSize(triples);
  }

  @Test
  void aNodeSharesItsChunksWithAboutFourOthers() {
    Map<NodeId, Set<NodeId>> others = new TreeMap<>();
    for (Set<NodeId> set : used(COPYSET, nodes(15, 15), 3)) {
      set.forEach(n -> others.computeIfAbsent(n, x -> new HashSet<>()).addAll(set));
    }
    others.forEach((node, set) -> set.remove(node));
    assertThat(others).hasSize(15);
    assertThat(others.values())
        .allSatisfy(set -> assertThat(set).hasSizeBetween(2, Copyset.SCATTER_WIDTH));
  }

  @Test
  void loadIsEven() {
    Map<NodeId, Integer> copies = new TreeMap<>();
    List<Candidate> nodes = nodes(6, 3);
    for (int i = 0; i < 3_000; i++) {
      chain(COPYSET, i, nodes, 2).forEach(n -> copies.merge(n, 1, Integer::sum));
    }
    assertThat(copies.values()).allSatisfy(n -> assertThat(n).isBetween(800, 1200));
  }

  @Test
  void aSetWithADeadNodeIsLeftAlone() {
    List<Candidate> nodes = new ArrayList<>(nodes(9, 3));
    nodes.set(4, new Candidate(NodeId.of(5), "zone2", false, ROOM));
    Set<Set<NodeId>> whole = new HashSet<>(Copyset.sets(nodes, 3));
    whole.removeIf(set -> set.contains(NodeId.of(5)));
    assertThat(used(COPYSET, nodes, 3)).isEqualTo(whole);
  }

  @Test
  void aLostCopyIsMadeUpForWithinItsSetIfThatCanBe() {
    List<Candidate> nodes = nodes(9, 3);
    Set<Set<NodeId>> sets = Copyset.sets(nodes, 3);
    for (Set<NodeId> set : sets) {
      List<NodeId> kept = set.stream().limit(2).toList();
      Need need = new Need("00000000000000a1", 0, 3, kept, nodes, Set.of());
      Set<NodeId> after = new HashSet<>(COPYSET.choose(need));
      after.addAll(kept);
      assertThat(sets).contains(after);
    }
  }

  @Test
  void whomTheSetLacksIsFoundElsewhere() {
    List<Candidate> nodes = nodes(4, 2);
    for (int i = 0; i < 100; i++) {
      assertThat(chain(COPYSET, i, nodes, 3)).hasSize(3).doesNotHaveDuplicates();
      assertThat(chain(COPYSET, i, nodes.subList(0, 2), 3)).hasSize(2);
      Need two = Need.ofNew("00000000000000a1", i, 3, nodes, Set.of(NodeId.of(1), NodeId.of(2)));
      assertThat(COPYSET.choose(two).subList(0, 2))
          .containsExactlyInAnyOrder(NodeId.of(3), NodeId.of(4));
    }
    assertThat(chain(COPYSET, 0, List.of(), 3)).isEmpty();
  }

  @Test
  void theOrderOfMembersDoesNotMatter() {
    List<Candidate> nodes = new ArrayList<>(nodes(9, 3));
    List<NodeId> plan = chain(COPYSET, 7, nodes, 3);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(nodes, new Random(i));
      assertThat(chain(COPYSET, 7, nodes, 3)).isEqualTo(plan);
    }
  }
}
