package sandstore.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sandstore.lab.Style;

final class MemoryTest {
  @Test
  void saysWhatNodesWeighAgainstWhatIsFree() {
    assertThat(Memory.words(1, -1)).isEqualTo("1 node takes some 130 MiB of memory");
    assertThat(Memory.words(5, 2000))
        .isEqualTo("5 nodes take some 650 MiB of memory, of 2000 MiB that are free");
    assertThat(Style.strip(Memory.words(15, 1000))).endsWith("free: this machine will be slow");
  }
}
