package sandstore.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import sandstore.lab.history.HistoryFormat;
import sandstore.lab.history.SavedHistory;
import sandstore.lab.history.Value;

/**
 * Histories that others recorded from real systems, with known verdicts. {@code -Dhistories=DIR}
 * takes another folder of the same shape.
 */
final class SharedHistoriesTest {
  private static Path folder() throws URISyntaxException {
    String other = System.getProperty("histories", "");
    return other.isEmpty()
        ? Path.of(
            Objects.requireNonNull(SharedHistoriesTest.class.getResource("/histories")).toURI())
        : Path.of(other);
  }

  @TestFactory
  List<DynamicTest> everyVerdictIsRight() throws IOException, URISyntaxException {
    Path folder = folder();
    List<DynamicTest> tests = new ArrayList<>();
    List<String> lines = Files.readAllLines(folder.resolve("verdicts.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split("\t");
      tests.add(
          DynamicTest.dynamicTest(
              columns[0],
              () ->
                  check(
                      folder.resolve(columns[0]),
                      columns[1],
                      columns[3],
                      Boolean.parseBoolean(columns[4]))));
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests;
  }

  private static void check(Path file, String format, String init, boolean linearizable)
      throws Exception {
    Verdict right = linearizable ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE;
    SavedHistory saved = SavedHistory.read(file, Optional.empty());
    assertThat(saved.format()).isEqualTo(HistoryFormat.named(format).orElseThrow());
    for (Value start : List.of(saved.start(), Value.typed(init))) {
      Judgement judged = Checker.usual().judge(saved.history(), start, true, (k, n) -> {});
      assertThat(judged.verdict()).isEqualTo(right);
      assertThat(judged.counterexample().isPresent()).isEqualTo(!linearizable);
    }
  }
}
