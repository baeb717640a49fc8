package sandstore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromiseTest {
  private static List<String> zones(String letters) {
    return letters == null ? List.of() : List.of(letters.split(""));
  }

  /** A letter a live copy: its zone. */
  @ParameterizedTest
  @CsvSource({
    ", lost for now: a chunk has no live copy",
    "a, one copy: survives nothing",
    "aa, survives any one node",
    "aaa, survives any two nodes",
    "ab, survives any one zone",
    "aab, survives any one zone",
    "abc, survives any two zones"
  })
  void copiesStandForWhatTheyCanLose(String copies, String words) {
    assertThat(Promise.of(zones(copies), 1).words(true)).isEqualTo(words);
  }

  @Test
  void whereEachNodeIsAZoneTheNodesAreSpokenOf() {
    assertThat(Promise.of(zones("abc"), 1).words(false)).isEqualTo("survives any two nodes");
  }

  /** Five voters need three; the largest zone is the one that dies. */
  @ParameterizedTest
  @CsvSource({
    "aabbc, survives any one zone",
    "aaabb, survives any two nodes",
    "abcde, survives any two zones",
    "aabb, survives any one node",
    "abb, survives nothing",
    "ab, survives nothing"
  })
  void aMajorityMustBeLeft(String voters, String words) {
    assertThat(Promise.of(zones(voters), 3).survives(true)).isEqualTo(words);
    assertThat(Promise.of(zones(voters), 3).kept()).isEqualTo(voters.length() >= 3);
  }

  @Test
  void aFileIsAsSafeAsItsWorstChunk() {
    Promise apart = Promise.of(zones("ab"), 1);
    Promise together = Promise.of(zones("aaa"), 1);
    assertThat(apart.and(together)).isEqualTo(new Promise(1, 0));
    assertThat(Promise.NOTHING_TO_LOSE.and(apart)).isEqualTo(apart);
  }

  @Test
  void theWorstComesFirst() {
    assertThat(
            Stream.of("abc", "a", "ab", "", "aaa", "aa")
                .sorted((x, y) -> Promise.of(copies(x), 1).compareTo(Promise.of(copies(y), 1))))
        .containsExactly("", "a", "aa", "aaa", "ab", "abc");
  }

  private static List<String> copies(String letters) {
    return letters.isEmpty() ? List.of() : zones(letters);
  }
}
