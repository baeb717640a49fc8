package sandstore.lab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.TermRun;

class TermRunsTest {
  private static final List<TermRun> RUNS = runs(1, 1, 4, 2, 9, 5);

  @Test
  void areCutFromEitherEndAndJoined() {
    assertThat(TermRuns.before(RUNS, 9)).isEqualTo(runs(1, 1, 4, 2));
    assertThat(TermRuns.before(RUNS, 1)).isEmpty();
    assertThat(TermRuns.from(RUNS, 6)).isEqualTo(runs(6, 2, 9, 5));
    assertThat(TermRuns.from(RUNS, 4)).isEqualTo(runs(4, 2, 9, 5));
    assertThat(TermRuns.from(RUNS, 20)).isEqualTo(runs(20, 5));
    assertThat(TermRuns.append(RUNS, 12, runs(12, 5))).isEqualTo(RUNS);
    assertThat(TermRuns.append(RUNS, 5, runs(5, 6))).isEqualTo(runs(1, 1, 4, 2, 5, 6));
    assertThat(TermRuns.merged(runs(1, 1, 2, 1, 3, 2))).isEqualTo(runs(1, 1, 3, 2));
  }

  @Test
  void tellTheTermOfAnEntry() {
    assertThat(List.of(1L, 3L, 4L, 8L, 9L, 100L))
        .extracting(index -> TermRuns.termAt(RUNS, index))
        .containsExactly(1L, 1L, 2L, 2L, 5L, 5L);
    assertThat(TermRuns.termAt(List.of(), 1)).isZero();
  }

  private static List<TermRun> runs(long... numbers) {
    List<TermRun> runs = new ArrayList<>();
    for (int i = 0; i < numbers.length; i += 2) {
      runs.add(TermRun.newBuilder().setFirst(numbers[i]).setTerm(numbers[i + 1]).build());
    }
    return runs;
  }
}
