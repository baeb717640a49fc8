package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.TestNodes;

/**
 * What a node's JVM is told about compilers; of two flags that contradict, the later one counts.
 */
class CompilersTest {
  @TempDir Path folder;

  @Test
  void whatIsToLastHasBoth() throws IOException {
    assertThat(started("up basic --lasting")).isEqualTo("-XX:TieredStopAtLevel=4");
  }

  @Test
  void usuallyTheSettingsDecide() throws IOException {
    assertThat(started("up basic")).isEqualTo("-XX:TieredStopAtLevel=1");
  }

  /** The flag that decides, of a node that this line starts. */
  private String started(String line) throws IOException {
    LabSettings usual = TestNodes.settings(folder);
    Path arguments = folder.resolve("arguments");
    Path java = folder.resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\nprintf '%s\\n' \"$@\" >'"
            + arguments
            + "'\nexec '"
            + usual.java()
            + "' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    LabSettings settings =
        new LabSettings(
            usual.home(), java, usual.classPath(), usual.nodeFlags(), usual.workingFolder());
    try (Lab lab = new Lab(settings)) {
      assertThat(lab.run(line, reply -> {}).status()).isZero();
    }
    List<String> tiers =
        Files.readAllLines(arguments).stream().filter(a -> a.contains("TieredStop")).toList();
    return tiers.get(tiers.size() - 1);
  }
}
