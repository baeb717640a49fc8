package sandstore.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.lab.Refusal;

final class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "64KiB, 65536",
    "8MiB, 8388608",
    "300MB, 300000000",
    "20m, 20971520",
    "1GiB, 1073741824",
    "17, 17",
    "17 B, 17"
  })
  void sizes(String typed, long bytes) {
    assertThat(Quantities.size(typed)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"200ms, 200", "5s, 5000", "1.5s, 1500", "2m, 120000", "1h, 3600000"})
  void durations(String typed, long millis) {
    assertThat(Quantities.duration(typed)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "5 s", "5sec"})
  void whatIsNoDurationIsRefusedWithAnExample(String typed) {
    assertThatThrownBy(() -> Quantities.duration(typed))
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.hint()).contains("200ms"));
  }

  @Test
  void delaysMayHaveJitter() {
    assertThat(Quantities.delay(List.of("200ms"))).hasToString("200 ms");
    assertThat(Quantities.delay(List.of("200ms", "+-50ms"))).hasToString("200 ms +- 50 ms");
    assertThat(Quantities.delay(List.of("1s", "±50ms"))).hasToString("1000 ms +- 50 ms");
  }

  @Test
  void partsArePercent() {
    assertThat(Quantities.percent(List.of("20%"))).isEqualTo(0.2);
    assertThat(Quantities.percent(List.of("20", "%"))).isEqualTo(0.2);
    assertThatThrownBy(() -> Quantities.percent(List.of("120%"))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Quantities.percent(List.of("20"))).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "8388608, 8.0 MiB",
    "300000000, 286 MiB",
    "1610612736, 1.5 GiB"
  })
  void bytesForPeople(long bytes, String words) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(words);
  }
}
