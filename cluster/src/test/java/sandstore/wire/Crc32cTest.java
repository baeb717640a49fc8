package sandstore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crc32cTest {
  /** RFC 3720, B.4, and the check value of the catalogue of parametrised CRCs. */
  @Test
  void isTheChecksumOfTheStandard() {
    assertThat(Crc32c.of(new byte[32])).isEqualTo(0x8A91_36AA);
    assertThat(Crc32c.of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE306_9283);
  }

  @Test
  void thatOfJoinedBytesComesOutOfThoseOfTheParts() {
    Random random = new Random(1);
    for (int length : new int[] {0, 1, 2, 7, 64, 65_535, 65_536, 524_288, 3_000_001}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      for (int i = 0; i < 20; i++) {
        int cut = random.nextInt(length + 1);
        int joined =
            Crc32c.join(
                Crc32c.of(bytes, 0, cut), Crc32c.of(bytes, cut, length - cut), length - cut);
        assertThat(joined).as("%s of %s", cut, length).isEqualTo(Crc32c.of(bytes));
      }
    }
    assertThat(Crc32c.join(0, 5, 100)).isEqualTo(5);
  }
}
