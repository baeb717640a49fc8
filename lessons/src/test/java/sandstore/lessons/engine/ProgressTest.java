package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @TempDir Path home;

  @Test
  void isAFileThatOneCanReadAndEdit() throws IOException {
    Path file = home.resolve("lessons.txt");
    Files.writeString(file, "# mine\nsomething of a later version\n");
    Progress progress = Progress.in(home);
    progress.at("elections", 2);
    progress.predicted("elections", "split", "b", "c");
    progress.predicted("elections", "split", "c", "c");
    progress.finished("first-hour", 3, LocalDate.of(2026, 3, 1));
    progress.finished("first-hour", 5, LocalDate.of(2026, 3, 2));

    assertThat(file)
        .hasContent(
            """
            # How far you are in the lessons. Remove a line to forget it.
            something of a later version
            at elections 3
            predicted elections/split b c
            done first-hour 2026-03-02 hints 3
            """);
    Progress again = Progress.in(home);
    assertThat(again.screen("elections")).isEqualTo(2);
    assertThat(again.done("first-hour")).isTrue();
    assertThat(again.hints("first-hour")).isEqualTo(3);
    assertThat(again.predictions()).extracting(Progress.Prediction::right).containsExactly(false);
  }

  @Test
  void nonsenseIsNoProgress() throws IOException {
    Files.writeString(home.resolve("lessons.txt"), "at\nat x\nat elections many\ndone\n\n");

    Progress progress = Progress.in(home);

    assertThat(progress.screen("elections")).isZero();
    assertThat(progress.done("elections")).isFalse();
  }
}
