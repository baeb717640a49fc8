package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElectionClockTest {
  private double chance = 0;
  private final ElectionClock clock = new ElectionClock(Duration.ofSeconds(1), () -> chance, 0);

  @Test
  void countsFromTheLastSignOfTheLeader() {
    assertThat(clock.rings(100, 100, true)).isFalse();
    assertThat(clock.rings(1050, 500, true)).isFalse();
    assertThat(clock.rings(1499, 500, true)).isFalse();
    assertThat(clock.rings(1500, 500, true)).isTrue();
  }

  @Test
  void waitsAtMostTwiceTheTimeout() {
    chance = 0.999;
    clock.rings(100, 100, true);

    assertThat(clock.rings(2098, 100, true)).isFalse();
    assertThat(clock.rings(2100, 100, true)).isTrue();
  }

  @Test
  void ringsAgainSoonAndThenAtItsUsualPace() {
    clock.rings(100, 100, true);

    assertThat(clock.rings(1100, 100, false)).isTrue();
    assertThat(clock.rings(1349, 100, false)).isFalse();
    assertThat(clock.rings(1350, 100, false)).isTrue();
    assertThat(clock.rings(2349, 100, false)).isFalse();
    assertThat(clock.rings(2350, 100, false)).isTrue();
  }

  @Test
  void whatIsHeardBetweenCountsAsEver() {
    clock.rings(100, 100, true);
    clock.rings(1100, 100, false);

    assertThat(clock.rings(1350, 1200, true)).isFalse();
    assertThat(clock.rings(2200, 1200, true)).isTrue();
    assertThat(clock.rings(2450, 1200, true)).isTrue();
  }

  @Test
  void leavesTheFloorToWhomItSaidYes() {
    clock.rings(100, 100, true);
    clock.yieldsTo(1090);

    assertThat(clock.rings(1339, 100, false)).isFalse();
    clock.yieldsTo(1090);
    assertThat(clock.rings(1340, 100, false)).isTrue();
  }

  @Test
  void anEarlyYesDoesNotMakeItRingSooner() {
    clock.rings(100, 100, true);
    clock.yieldsTo(200);

    assertThat(clock.rings(1099, 100, true)).isFalse();
    assertThat(clock.rings(1100, 100, true)).isTrue();
  }

  @Test
  void isPatientUntilALeaderWasSeen() {
    assertThat(clock.rings(2999, 0, false)).isFalse();
    assertThat(clock.rings(3000, 0, false)).isTrue();
    assertThat(clock.rings(3749, 0, false)).isFalse();
    assertThat(clock.rings(3750, 0, false)).isTrue();
  }

  @Test
  void isNotPatientForEver() {
    clock.rings(6001, 5900, false);

    assertThat(clock.rings(6899, 5900, false)).isFalse();
    assertThat(clock.rings(6900, 5900, false)).isTrue();
  }
}
