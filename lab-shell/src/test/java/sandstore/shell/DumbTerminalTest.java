package sandstore.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal that can only print, as under a screen reader or in an editor. */
class DumbTerminalTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String CTRL_C = "\003";

  @TempDir private Path home;

  @BeforeEach
  void needsATerminalMaker() throws Exception {
    assumeTrue(System.getProperty("os.name").startsWith("Linux"), "util-linux's script");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script makes the terminal");
    Process env = new ProcessBuilder("env", "--default-signal=INT", "true").start();
    assumeTrue(env.waitFor() == 0, "env can reset signals");
  }

  @Test
  void controlCStopsTheCommandAndLeavesLabAndClusterUp() throws Exception {
    LabProcess lab = new LabProcess(home);
    try (var running = lab.startAtTerminal("dumb", "--home", home.toString())) {
      said(running, "lab >");
      running.types("up basic");
      said(running, "basic node1");
      // What help says shows that the line is being run, and no longer read.
      running.types("help wait; wait false within 60s");
      said(running, "Waits until a condition is true");
      running.presses(CTRL_C);
      said(running, "stopped by Ctrl-C");
      running.types("status");
      said(running, "faults: none");
      running.types("exit");
      LabProcess.Answer answer = running.ends();

      assertThat(answer.status()).isZero();
      assertThat(answer.out()).contains("node1   running").doesNotContain("\033[3", "\033[1m");
    }
  }

  private static void said(LabProcess.Running running, String text) {
    await().atMost(BOUND).untilAsserted(() -> assertThat(running.out()).contains(text));
  }
}
