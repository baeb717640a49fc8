package sandstore.node.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.wire.NodeId;

/**
 * Three zones, one dies: how many chunks had all their copies in it. 300 files of one chunk each,
 * stored 400 times over under other ids.
 */
class ZoneLossTest {
  private static final int FILES = 300;
  private static final int TIMES = 400;
  private static final int ZONES = 3;

  private static List<Candidate> nodes(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> new Candidate(NodeId.of(n), "zone" + ((n - 1) % ZONES + 1), true, 10L << 30))
        .toList();
  }

  /** Chunks that only zone2 had, each time. */
  private static int[] lost(String policy, int count, int replicas) {
    Random ids = new Random(20261124);
    List<Candidate> nodes = nodes(count);
    Policy chooser = Policy.named(policy);
    return IntStream.range(0, TIMES)
        .map(
            time ->
                (int)
                    IntStream.range(0, FILES)
                        .mapToObj(file -> String.format("%016x", ids.nextLong()))
                        .map(id -> Need.ofNew(id, 0, replicas, nodes, Set.of()))
                        .map(chooser::choose)
                        .filter(chain -> chain.stream().allMatch(n -> n.number() % ZONES == 2))
                        .count())
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"spread, 6, 2", "spread, 9, 3", "copyset, 6, 2", "copyset, 9, 3"})
  void whoLooksAtZonesLosesNothing(String policy, int nodes, int replicas) {
    assertThat(lost(policy, nodes, replicas)).hasSize(TIMES).containsOnly(0);
  }

  /**
   * One pair of 15 is the zone, and one set of three of 84. Of all chunks together the part must be
   * within four standard deviations; each time so many are lost that it can be seen.
   */
  @ParameterizedTest
  @CsvSource({"6, 2, 15", "9, 3, 84"})
  void whoDoesNotLosesWhatChanceTakes(int nodes, int replicas, int oneIn) {
    int[] lost = lost("random", nodes, replicas);
    double part = 1.0 / oneIn;
    int chunks = FILES * TIMES;
    double deviation = Math.sqrt(part * (1 - part) / chunks);
    double seen = (double) IntStream.of(lost).sum() / chunks;
    assertThat(seen).isCloseTo(part, within(4 * deviation));
  }

  /** So the real cluster that loses none of its 300 has not been lucky. */
  @Test
  void notOnceInFourHundredTimesDoesChanceSpareAll() {
    assertThat(lost("random", 6, 2)).doesNotContain(0);
  }
}
