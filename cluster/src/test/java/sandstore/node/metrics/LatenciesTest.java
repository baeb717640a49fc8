package sandstore.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatenciesTest {
  @Test
  void aPercentileIsRightToAFifth() {
    Latencies latencies = new Latencies();
    assertThat(latencies.percentile(0.5)).isZero();
    for (long micros = 1; micros <= 1000; micros++) {
      latencies.add(micros * 1000);
    }
    assertThat(latencies.percentile(0.5)).isBetween(500_000L, 625_000L);
    assertThat(latencies.percentile(0.99)).isBetween(990_000L, 1_240_000L);
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.percentile(1)).isEqualTo(Long.MAX_VALUE);
  }
}
