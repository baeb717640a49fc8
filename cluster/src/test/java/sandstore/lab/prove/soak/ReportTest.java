package sandstore.lab.prove.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of many runs. */
final class ReportTest {
  @TempDir Path folder;

  private static TrialResult result(int seed, List<TrialResult.Broken> broken, List<String> vain) {
    return new TrialResult(
        String.format("seed-%06d", seed),
        seed,
        "raft",
        5,
        40,
        3000,
        2000,
        700,
        3,
        120,
        broken.isEmpty() ? 0 : 1,
        List.of(new TrialResult.Fault("kills", "kill node1", 1, 3, true, "")),
        broken,
        vain,
        List.of(),
        List.of(
            new TrialResult.Bucket(3, 30, 4000, 9000), new TrialResult.Bucket(5, 20, 900, 5000)));
  }

  private static TrialResult ok(int seed) {
    return result(seed, List.of(), List.of());
  }

  @Test
  void ofNTrialsWithoutAFailureABoundIsSaid() {
    assertThat(Summary.of(List.of(ok(1), ok(2), ok(3), ok(4))).bound())
        .isEqualTo(
            "no failure in 4 trials: with 95 % confidence less than 3/4 = 75.00 % of such trials fail");
  }

  @Test
  void aTrialInVainDoesNotCount() {
    TrialResult vain = result(3, List.of(), List.of("kills: kill node1: no effect was seen"));
    Summary summary = Summary.of(List.of(ok(1), ok(2), vain));
    assertThat(summary.bound()).startsWith("no failure in 2 trials");
    assertThat(vain.passed()).isFalse();
    assertThat(Summary.of(List.of(vain)).bound()).isEqualTo("no trial counts, so nothing is known");
  }

  @Test
  void aFailureIsSaidAsSuch() {
    TrialResult bad =
        result(2, List.of(new TrialResult.Broken("I2", "/x: write <1> is gone")), List.of());
    Report report = new Report(List.of(ok(1), bad));
    assertThat(report.markdown())
        .contains("**1 of 2 trials failed.**")
        .contains("| acknowledged writes lost | 1 |")
        .contains("- `seed-000002` I2: /x: write <1> is gone")
        .contains("| seed-000001 | 2000 | 700 | 3 | kills | ok |");
    assertThat(report.html())
        .contains("/x: write &lt;1&gt; is gone")
        .contains("<svg")
        .doesNotContain("http://localhost")
        .doesNotContain("<script");
  }

  @Test
  void aResultIsReadBackAsItWasWritten() throws Exception {
    TrialResult result = result(5, List.of(new TrialResult.Broken("I1", "because")), List.of("x"));
    Path file = folder.resolve("seed-000005.result.json");
    result.write(file);
    assertThat(TrialResult.read(file)).isEqualTo(result);
    assertThat(Soak.results(folder)).containsExactly(result);
  }
}
