package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.prove.nemesis.Mending;

/**
 * Seed 3 of a soak: a node that was wiped ran again, but its return was cut short, and to start it
 * once more is no way to go on. It never got the log, and its chunks stayed.
 */
final class MendingTest {
  @TempDir Path folder;

  @Test
  void whoseReturnWasCutShortGetsItsVote() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; transfer node1; stop node3; wipe node3; isolate node3");
      lab.ok("start node3 &");
      lab.ok("wait 'node3' in learners within 30s");
      lab.ok("cancel 1; heal");
      Lab.Ending again = lab.run("start node3");
      assertThat(again.status()).as("it runs").isEqualTo(2);
      assertThat(again.hint()).startsWith("member add node3");
      assertThat(lab.view().voters()).hasSize(2);
      assertThat(Mending.mend(lab.lab(), lab.cluster(), Duration.ofSeconds(60))).isTrue();
      assertThat(lab.view().voters()).hasSize(3);
    }
  }
}
