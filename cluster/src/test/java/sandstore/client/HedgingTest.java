package sandstore.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HedgingTest {
  private final Hedging hedging = new Hedging();

  private Duration afterReads(int reads, long millis) {
    Duration wait = Duration.ZERO;
    for (int i = 0; i < reads; i++) {
      wait = hedging.begin();
      hedging.answered(Duration.ofMillis(millis).toNanos(), false);
    }
    return wait;
  }

  @Test
  void aSecondIsAskedAfterTheNinetyFifthOfAHundred() {
    assertThat(hedging.begin()).isEqualTo(Duration.ofMillis(100));
    afterReads(95, 20);
    assertThat(afterReads(5, 400)).isEqualTo(Duration.ofMillis(20));
    assertThat(afterReads(5, 400)).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void quickReadsAreNotHedgedForMicroseconds() {
    assertThat(afterReads(50, 1)).isEqualTo(Duration.ofMillis(10));
  }

  /** Even if each read were slow. */
  @Test
  void rule22_atMostOneReadInTwentyIsHedged() {
    int taken = 0;
    for (int i = 0; i < 1000; i++) {
      hedging.begin();
      boolean may = hedging.take();
      taken += may ? 1 : 0;
      hedging.answered(1_000_000_000, may);
    }
    assertThat(taken).isEqualTo(51); // one is given before the first read
    assertThat(hedging.counts()).isEqualTo(new StoreClient.Hedged(1000, 51, 51));
  }
}
