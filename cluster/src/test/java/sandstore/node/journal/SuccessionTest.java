package sandstore.node.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sandstore.wire.NodeId;

/** Who becomes primary, as traces: node1 led view 1, node2 leads view 2, and so on. */
final class SuccessionTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static final NodeId THREE = NodeId.of(3);

  @Test
  void aNewClusterBeginsWithItsFirstNodeOnceAllAreThere() {
    Said fresh = restarted(standing(0, 0, ONE, TWO, THREE), 0, 0);
    assertThat(decide(ONE, fresh, ONE, Map.of(TWO, fresh)))
        .isEqualTo("waits for [node3], which may have acknowledged more");
    assertThat(decide(ONE, fresh, ONE, Map.of(TWO, fresh, THREE, fresh)))
        .startsWith("begins with [node1, node2, node3]");
    assertThat(decide(TWO, fresh, TWO, Map.of(ONE, fresh, THREE, fresh)))
        .isEqualTo("node1 has the longest log");
  }

  @Test
  void theLowestInSyncTakesOver() {
    Said backup = running(standing(1, 1, ONE, TWO, THREE), 1, 9);
    assertThat(decide(TWO, backup, ONE, Map.of(THREE, backup)))
        .startsWith("begins with [node2, node3]");
    assertThat(decide(THREE, backup, ONE, Map.of(TWO, backup))).isEqualTo("node2 is before it");
  }

  @Test
  void whoIsStillCatchingUpDoesNotTakeOverThoughItsNumberIsLower() {
    Standing withoutTwo = standing(1, 2, ONE, THREE);
    Said catchingUp = restarted(withoutTwo, 1, 4);
    Said backup = running(withoutTwo, 1, 9);
    assertThat(decide(TWO, catchingUp, ONE, Map.of(THREE, backup)))
        .isEqualTo("node3 is in sync and will lead");
    assertThat(decide(THREE, backup, ONE, Map.of(TWO, catchingUp)))
        .startsWith("begins with [node3]");
  }

  @Test
  void aPrimaryThatCameBackAtOnceIsFollowedByABackup() {
    Standing all = standing(1, 1, ONE, TWO, THREE);
    Said backup = running(all, 1, 9);
    Said old = restarted(all, 1, 9);
    assertThat(decide(ONE, old, ONE, Map.of(TWO, backup, THREE, backup)))
        .isEqualTo("node2 is in sync and will lead");
    assertThat(decide(TWO, backup, ONE, Map.of(ONE, old, THREE, backup)))
        .startsWith("begins with [node1, node2, node3]");
  }

  @Test
  void anAnswerFromBeforeTheViewDoesNotMeanThatItsPrimaryIsGone() {
    Said backup = running(standing(1, 1, ONE, TWO, THREE), 1, 9);
    Said before = restarted(standing(0, 0, ONE, TWO, THREE), 0, 0);
    assertThat(decide(TWO, backup, ONE, Map.of(ONE, before, THREE, backup)))
        .isEqualTo("node1 is alive and has not answered yet");
  }

  /** node1 died first; what node2 and node3 acknowledged then, it does not have. */
  @Test
  void whoDiedFirstWaitsForThoseThatWentOn() {
    Said first = restarted(standing(1, 1, ONE, TWO, THREE), 1, 5);
    Said second = restarted(standing(2, 1, TWO, THREE), 2, 9);
    Said last = restarted(standing(3, 2, THREE), 3, 12);
    assertThat(decide(ONE, first, ONE, Map.of()))
        .isEqualTo("waits for [node2, node3], which may have acknowledged more");
    assertThat(decide(ONE, first, ONE, Map.of(TWO, second)))
        .isEqualTo("waits for [node3], which may have acknowledged more");
    assertThat(decide(THREE, last, THREE, Map.of(ONE, first))).startsWith("begins with [node3]");
    assertThat(decide(THREE, last, THREE, Map.of())).startsWith("begins with [node3]");
    assertThat(decide(ONE, first, ONE, Map.of(TWO, second, THREE, last)))
        .isEqualTo("node3 has the longest log");
  }

  @Test
  void nobodyBeginsWhileSomebodyLeads() {
    Said leads = new Said(true, true, standing(2, 1, TWO, THREE), 2, 9);
    Said old = restarted(standing(1, 1, ONE, TWO, THREE), 1, 5);
    assertThat(decide(ONE, old, ONE, Map.of(TWO, leads))).isEqualTo("node2 is primary");
  }

  @Test
  void whatADeadNodeSaidDoesNotCount() {
    Said backup = running(standing(1, 1, ONE, TWO, THREE), 1, 9);
    Said led = new Said(true, true, standing(1, 1, ONE, TWO, THREE), 1, 9);
    Succession.Decision decision =
        Succession.decide(TWO, backup, ONE, Set.of(TWO, THREE), Map.of(ONE, led, THREE, backup));
    assertThat(decision.inSync()).containsExactly(TWO, THREE);
  }

  private static String decide(NodeId self, Said own, NodeId owner, Map<NodeId, Said> answers) {
    Map<NodeId, Said> alive = new TreeMap<>(answers);
    alive.put(self, own);
    Succession.Decision d = Succession.decide(self, own, owner, alive.keySet(), answers);
    return d.begins() ? "begins with " + d.inSync() + ": " + d.reason() : d.reason();
  }

  private static Standing standing(long view, long change, NodeId... inSync) {
    return new Standing(view, change, List.of(inSync));
  }

  private static Said running(Standing standing, long lastView, long lastIndex) {
    return new Said(false, true, standing, lastView, lastIndex);
  }

  private static Said restarted(Standing standing, long lastView, long lastIndex) {
    return new Said(false, false, standing, lastView, lastIndex);
  }
}
