package sandstore.node.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sandstore.proto.Waited.For;
import sandstore.wire.NodeId;

/** Traces: who waited how long for whom, and what is thought of it. Times in milliseconds. */
class LatencyJudgeTest {
  private final LatencyJudge judge = new LatencyJudge();
  private final StringBuilder told = new StringBuilder();
  private long now = 1_000;

  /** For so long, ten times a second, each node is waited for as given. */
  private void during(long forMillis, long... millisByNode) {
    for (long until = now + forMillis; now < until; now += 100) {
      for (int n = 0; n < millisByNode.length; n++) {
        if (millisByNode[n] >= 0) {
          judge.waited(NodeId.of(n + 1), For.WRITE, 1000 * millisByNode[n], now);
        }
      }
      judge();
    }
  }

  private void judge() {
    for (LatencyJudge.Change c : judge.judge(now)) {
      told.append(
          String.format(
              "%d %s %s: %d of %d%n",
              now,
              c.node(),
              c.slow() ? "slow" : "quick",
              c.p99Micros() / 1000,
              c.limitMicros() / 1000));
    }
  }

  private String slow() {
    return judge.slow().stream().map(NodeId::name).collect(Collectors.joining(" "));
  }

  @Test
  void rule22_aNodeOverTheBoundForTwoSecondsLeavesTheWriteSetAndReturns() {
    during(3_000, 10, 10, 20);
    assertThat(slow()).isEmpty();
    during(2_000, 10, 300, 20);
    assertThat(slow()).isEmpty();
    during(200, 10, 300, 20);
    assertThat(slow()).isEqualTo("node2");
    during(3_000, 10, 300, 20); // probes, that are as slow
    assertThat(slow()).isEqualTo("node2");
    during(3_000, -1, 10, -1); // nobody else is asked for anything: probes alone bring it back
    assertThat(told.toString())
        .isEqualTo(
            """
            6000 node2 slow: 300 of 50
            11100 node2 quick: 10 of 50
            """);
  }

  /** Five times what is usual, which is not what is quick. */
  @Test
  void whereAllAreSlowNobodyIs() {
    during(8_000, 300, 900, 250);
    assertThat(slow()).isEmpty();
    during(4_000, 300, 1_600, 250);
    assertThat(slow()).isEqualTo("node2");
  }

  @Test
  void whoAnswersWithinFiftyMillisecondsIsNotSlow() {
    during(8_000, 1, 45, 1);
    assertThat(slow()).isEmpty();
  }

  @Test
  void oneHiccupIsNone() {
    during(3_000, 10, 10, 10);
    during(1_000, 10, 800, 10);
    during(5_000, 10, 10, 10);
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void alittleNowAndThenIsNotTheNinetyNinthOfAHundred() {
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 60; j++) {
        judge.waited(NodeId.of(2), For.WRITE, j == 0 && i < 4 ? 400_000 : 1_000, now);
        judge.waited(NodeId.of(1), For.WRITE, 1_000, now);
      }
      now += 1_000;
      if (i >= 6) {
        judge();
      }
    }
    assertThat(slow()).isEmpty();
  }

  /** A node whose reads are slow is compared with reads. */
  @Test
  void readsAndWritesAreNotMixed() {
    for (int i = 0; i < 40; i++) {
      judge.waited(NodeId.of(1), For.READ, 1_000, now);
      judge.waited(NodeId.of(2), For.WRITE, 200_000, now);
      judge.waited(NodeId.of(3), For.READ, 1_000, now);
      now += 100;
    }
    judge();
    assertThat(slow()).isEmpty();
  }

  @Test
  void whoIsSlowAgainSoonIsWatchedForLonger() {
    during(1_000, 10, 10, 10);
    during(3_000, 10, 300, 10);
    during(3_000, 10, 10, 10);
    assertThat(slow()).isEmpty();
    during(12_000, 10, 300, 10);
    during(3_000, 10, 10, 10);
    assertThat(slow()).isEqualTo("node2");
    during(2_000, 10, 10, 10);
    assertThat(slow()).isEmpty();
  }

  /** Whoever complained may be gone; then the next one finds out. */
  @Test
  void whomNobodyAsksForAnyMoreGetsAnotherChance() {
    during(4_000, 10, 300, 10);
    assertThat(slow()).isEqualTo("node2");
    now += 11_000;
    judge();
    assertThat(slow()).isEmpty();
  }

  @Test
  void aloneNobodyIsSlow() {
    during(8_000, 900);
    assertThat(slow()).isEmpty();
  }
}
