package sandstore.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.doctor.Finding.Level;

class CheckupTest {
  private static final long MIB = 1 << 20;

  @Test
  void javaIsOldOrNot() {
    assertThat(Figures.java(11, "11.0.2").level()).isEqualTo(Level.PROBLEM);
    assertThat(Figures.java(17, "17.0.15").level()).isEqualTo(Level.OK);
  }

  @Test
  void memoryIsCountedInNodes() {
    assertThat(Figures.memory(300 * MIB).level()).isEqualTo(Level.PROBLEM);
    assertThat(Figures.memory(500 * MIB).level()).isEqualTo(Level.WARN);
    assertThat(Figures.memory(1500 * MIB))
        .isEqualTo(Finding.ok("memory", "1,500 MiB available, enough for 10 nodes"));
  }

  @Test
  void diskIsForThreeCopies() {
    assertThat(Figures.disk(100 * MIB, "/home").level()).isEqualTo(Level.PROBLEM);
    assertThat(Figures.disk(1000 * MIB, "/home").level()).isEqualTo(Level.WARN);
    assertThat(Figures.disk(9000 * MIB, "/home").level()).isEqualTo(Level.OK);
  }

  @Test
  void terminalsDiffer() {
    assertThat(Figures.terminal("xterm-256color", "24 80\n", "colours"))
        .isEqualTo(Finding.ok("terminal", "xterm-256color, 80x24, colours"));
    assertThat(Figures.terminal("dumb", "24 80", "colours").level()).isEqualTo(Level.WARN);
    assertThat(Figures.terminal("xterm", "5 80", "colours").level()).isEqualTo(Level.WARN);
    assertThat(Figures.terminal("xterm", "", "colours").level()).isEqualTo(Level.OK);
  }

  @Test
  void clocksCanStandInThePast() {
    assertThat(Figures.clock(Instant.EPOCH).level()).isEqualTo(Level.WARN);
    assertThat(Figures.clock(Instant.parse("2030-01-01T00:00:00Z")).level()).isEqualTo(Level.OK);
  }

  @Test
  void aHomeThatIsNotThereIsTriedAboveAndNotMade(@TempDir Path folder) {
    Path home = folder.resolve("a/b");
    assertThat(Trials.write(home)).isEqualTo(Finding.ok("home", home + " (will be made)"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileIsNoHome(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(Trials.write(file).level()).isEqualTo(Level.PROBLEM);
  }

  @Test
  void thisMachineCanRunTheTests(@TempDir Path folder) throws InterruptedException {
    assertThat(new Checkup(folder, Map.of("TERM", "dumb")).run())
        .hasSizeGreaterThanOrEqualTo(9)
        .filteredOn(f -> f.about().matches("Java|home|loopback|signals"))
        .extracting(Finding::level)
        .containsOnly(Level.OK);
  }
}
