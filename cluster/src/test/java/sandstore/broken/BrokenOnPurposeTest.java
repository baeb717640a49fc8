package sandstore.broken;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of nine mistakes is noticed, and where none was made nothing is. */
final class BrokenOnPurposeTest {
  @TempDir Path folder;

  static List<Mutant> mutants() {
    return Mutant.ALL;
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void theMistakeIsNoticed(Mutant mutant) throws Exception {
    Path classes = folder.resolve("classes");
    mutant.compile(classes);
    assertThat(look(classes + File.pathSeparator, mutant.detector().name()))
        .as("%s: %s", mutant.mistake(), said())
        .isEqualTo(Detectors.NOTICED);
    System.out.println(mutant.mistake() + ": " + said());
  }

  @Test
  void whereThereIsNoneNothingIs() throws Exception {
    assertThat(Mutant.ALL).extracting(Mutant::detector).containsOnly(Detectors.values());
    assertThat(look("")).as(said()).isZero();
  }

  /** In a process of its own, since Raft keeps much in static fields. */
  private int look(String before, String... detectors) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dcom.google.protobuf.use_unsafe_pre22_gencode",
                "-cp",
                before + System.getProperty("java.class.path"),
                Detectors.class.getName()));
    command.addAll(List.of(detectors));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start()
        .waitFor();
  }

  private String said() throws IOException {
    Path said = folder.resolve("said");
    if (!Files.exists(said)) {
      return "";
    }
    List<String> lines = Files.readAllLines(said);
    return lines.stream()
        .filter(l -> l.contains(" noticed: "))
        .findFirst()
        .orElse(String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
  }
}
