package sandstore.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.lab.history.History;
import sandstore.lab.history.HistoryWriter;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Value;

/**
 * 100,000 operations of ten clients on one key: the time is told, not judged. {@code
 * -Dhistories.write=DIR} keeps them, for {@code lab check}.
 */
final class LongHistoriesTest {
  private static final int OPERATIONS = 100_000;
  private static final int CLIENTS = 10;

  @ParameterizedTest
  @CsvSource({
    "unique-legal, true, 0, 0.0005",
    "unique-illegal, true, 0.00005, 0.0005",
    "repeated-legal, false, 0, 0",
    "repeated-illegal, false, 0.0005, 0",
    "repeated-lost, false, 0, 0.00005"
  })
  void areJudgedWithLittleMemory(String name, boolean unique, double wrong, double lost)
      throws Exception {
    List<Operation> operations =
        new RandomHistories(7).register(OPERATIONS, CLIENTS, unique, false, wrong, lost);
    write(name, operations);
    long begun = System.nanoTime();
    Judgement judged =
        new Checker(300L << 20).judge(History.of(operations), Value.NIL, true, (k, n) -> {});
    System.out.printf(
        "%s: %d operations, %d clients, one key: %s in %.1f s%n",
        name,
        operations.size(),
        CLIENTS,
        judged.verdict().words(),
        (System.nanoTime() - begun) / 1e9);
    assertThat(judged.verdict())
        .isEqualTo(wrong > 0 ? Verdict.NOT_LINEARIZABLE : Verdict.LINEARIZABLE);
    judged
        .counterexample()
        .ifPresent(
            c -> {
              System.out.println(c.operations().size() + " shown: " + c.sentences());
              assertThat(c.operations()).hasSizeLessThanOrEqualTo(12);
            });
  }

  private static void write(String name, List<Operation> operations) throws IOException {
    String folder = System.getProperty("histories.write", "");
    if (!folder.isEmpty()) {
      Files.createDirectories(Path.of(folder));
      try (Writer out = Files.newBufferedWriter(Path.of(folder, name + ".jsonl"))) {
        HistoryWriter.jsonLines(History.of(operations), out);
      }
      try (Writer out = Files.newBufferedWriter(Path.of(folder, name + ".edn"))) {
        HistoryWriter.edn(History.of(operations), out);
      }
    }
  }
}
