package sandstore.shell.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1 kB",
    "1536, 1.5 kB",
    "75000000, 75 MB",
    "999600, 1.0 MB",
    "999600000, 1.0 GB",
    "2000000000, 2 GB",
    "2510000000, 2.5 GB"
  })
  void bytesHaveAtMostThreeFigures(long bytes, String words) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(words);
  }

  @Test
  void aPartHasTheUnitOfTheWhole() {
    assertThat(Amounts.of(156_000_000, 300_000_000, "bytes")).isEqualTo("156/300 MB");
    assertThat(Amounts.of(500, 2_000_000, "bytes")).isEqualTo("0.0/2 MB");
    assertThat(Amounts.of(2, 5, "nodes")).isEqualTo("2/5 nodes");
    assertThat(Amounts.of(1_500_000, 0, "bytes")).isEqualTo("1.5 MB");
  }

  @Test
  void hundredPercentMeansAll() {
    assertThat(Amounts.percent(Long.MAX_VALUE - 1_000_000, Long.MAX_VALUE))
        .isLessThanOrEqualTo(100);
    assertThat(Amounts.percent(299_999_999, 300_000_000)).isEqualTo(99);
    assertThat(Amounts.percent(300_000_000, 300_000_000)).isEqualTo(100);
  }
}
