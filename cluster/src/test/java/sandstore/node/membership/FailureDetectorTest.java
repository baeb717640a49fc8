package sandstore.node.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sandstore.proto.Health;
import sandstore.wire.NodeId;

class FailureDetectorTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);

  private final FailureDetector detector = new FailureDetector(List.of(ONE, TWO), 1000, 3000);
  private final StringBuilder trace = new StringBuilder();

  @Test
  void silenceBecomesSuspicionAndThenDeath() {
    detector.begin(0);
    heard(ONE, 100);
    tick(1099);
    tick(1100);
    tick(2999);
    tick(3099);
    tick(3100);
    heard(ONE, 3200);

    assertThat(trace)
        .hasToString(
            """
            100 node1 ALIVE 0
            1100 node1 SUSPECT 1000
            3099 node2 DEAD 3099
            3100 node1 DEAD 3000
            3200 node1 ALIVE 0
            """);
  }

  @Test
  void whatWasHeardBeforeTheBeginningCounts() {
    heard(ONE, 500);
    detector.begin(2000);
    tick(2000);
    tick(3000);

    assertThat(trace)
        .hasToString(
            """
            500 node1 ALIVE 0
            2000 node1 SUSPECT 1500
            """);
  }

  @Test
  void nothingIsKnownOfAPeerBeforeItIsHeard() {
    assertThat(detector.of(ONE)).isEqualTo(Health.HEALTH_UNKNOWN);
    assertThat(detector.of(NodeId.of(9))).isEqualTo(Health.HEALTH_UNKNOWN);
    heard(NodeId.CLIENT, 10);

    assertThat(trace).isEmpty();
  }

  private void heard(NodeId from, long millis) {
    note(millis, detector.heard(from, millis));
  }

  private void tick(long millis) {
    note(millis, detector.tick(millis));
  }

  private void note(long millis, List<FailureDetector.Change> changes) {
    trace.append(
        changes.stream()
            .map(c -> millis + " " + c.peer() + " " + c.health() + " " + c.silentMillis() + "\n")
            .collect(Collectors.joining()));
  }
}
