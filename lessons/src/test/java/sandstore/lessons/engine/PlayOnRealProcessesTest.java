package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.TestNodes;
import sandstore.lab.Lab;
import sandstore.lab.Sheet.Kind;
import sandstore.lab.Sheet.Piece;

/** A learner and one node: a lesson that begins its cluster anew, and leaves nothing behind. */
class PlayOnRealProcessesTest {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a cold start on a busy machine
  }

  private static final String LESSON =
      """
      ---
      format: 1
      id: anew
      title: Anew
      topology: basic
      concepts: [file]
      sources: [GFS 2.3]
      ---
      # Anew

      ## One

      ```lab
      down
      reset
      up basic
      ```

      ```try id=store
      Store something.
      check stored: seen('FileCommitted', event.path == '/x')
      type stored: put --text x /x
      ```

      ```hint for=store
      1. put --text x /x
      ```

      <details>

      ```solution for=store
      put --text x /x
      ```
      </details>
      """;

  @TempDir Path home;

  @Test
  void whatItBeginsItAlsoEndsAndTicksComeByThemselves() throws IOException {
    Files.writeString(home.resolve("anew.md"), LESSON);
    try (Lab lab = new Lab(TestNodes.settings(home))) {
      assertThat(lab.run("lesson start anew.md", reply -> {})).isEqualTo(Lab.Ending.OK);
      assertThat(lab.sheet().suggests()).isEqualTo("put --text x /x");
      assertThat(lab.sheet().pieces()).contains(new Piece(Kind.OPEN, "stored"));

      assertThat(lab.run("put --text x /x", reply -> {})).isEqualTo(Lab.Ending.OK);
      await()
          .untilAsserted(
              () -> assertThat(lab.sheet().pieces()).contains(new Piece(Kind.TICKED, "stored")));
      assertThat(lab.sheet().suggests()).isEqualTo("next");

      assertThat(lab.run("quit", reply -> {})).isEqualTo(Lab.Ending.OK);
      assertThat(lab.cluster()).isEmpty();
      assertThat(lab.storedId()).as("the cluster that the lesson began anew").isEmpty();
    }
  }
}
