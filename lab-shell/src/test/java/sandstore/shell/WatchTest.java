package sandstore.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.shell.line.Look;
import sandstore.shell.line.Prompt;

/** From the prompt into a view, a command in there, and back, on a screen of 80x24. */
class WatchTest {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a cold start on a busy machine
  }

  private static final String ESCAPE = "\033";

  @TempDir Path home;

  private Lab lab;
  private ScreenTerminal.VirtualTerminal virtual;
  private Terminal terminal;
  private Thread prompt;

  @BeforeEach
  void sitDown() throws IOException {
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24);
    terminal = virtual.terminal();
    terminal.setSize(Size.of(80, 24));
    Prompt shown = new Prompt(lab, terminal, new Look(true, true), home, home, new LabViews(lab));
    prompt =
        new Thread(
            () -> {
              try {
                shown.run(Optional.empty(), true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    prompt.setDaemon(true);
    prompt.start();
    sees("lab >");
  }

  @AfterEach
  void standUp() throws IOException {
    lab.close();
    terminal.close();
  }

  private void types(String keys) throws IOException {
    virtual.terminal().processInputBytes(keys.getBytes(UTF_8));
  }

  private String screen() {
    long[] cells = new long[virtual.screen().getColumns() * virtual.screen().getRows()];
    virtual.screen().dump(cells, new int[2]);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      int c = ScreenTerminal.cellCodePoint(cells[i]);
      text.appendCodePoint(c == 0 ? ' ' : c);
      if ((i + 1) % virtual.screen().getColumns() == 0) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  private void sees(String text) {
    await().untilAsserted(() -> assertThat(screen()).contains(text));
  }

  @Test
  void aViewIsEnteredAndLeftAndThePromptIsAsItWas() throws IOException {
    Attributes before = new Attributes(terminal.getAttributes());
    types("help doctor\r");
    sees("Says what is wrong with this machine");
    types("watch log\r");
    sees("No cluster is up.");
    sees("2 log");
    types("?");
    sees("any key closes this");
    types("x");
    await().untilAsserted(() -> assertThat(screen()).doesNotContain("any key closes this"));
    types(ESCAPE);
    sees("Says what is wrong with this machine");
    await()
        .untilAsserted(
            () -> assertThat(terminal.getAttributes().toString()).isEqualTo(before.toString()));
    types("exit\r");
    await().untilAsserted(() -> assertThat(prompt.isAlive()).isFalse());
  }

  @Test
  void aCommandRunsInsideAndIsInTheHistoryAfterwards() throws IOException {
    types("watch\r");
    sees("No cluster is up.");
    types(":");
    sees("Esc closes");
    types("help doc\t\r");
    sees("Says what is wrong with this machine");
    types(ESCAPE);
    await().untilAsserted(() -> assertThat(screen()).doesNotContain("Esc closes"));
    types("q");
    sees("lab >");
    assertThat(home.resolve("history")).content().contains("help doctor");
    types("exit\r");
    await().untilAsserted(() -> assertThat(prompt.isAlive()).isFalse());
  }

  @Test
  void aLessonIsBesideTheViewAndPlayedFromItsCommandLine() throws IOException {
    Sums.in(home);
    types("lesson start sums.md\r");
    sees("What is one and one?");
    types("watch\r");
    sees("No cluster is up.");
    sees("z shows the lesson");
    types("z");
    sees("sums 1/2 ?");
    sees("First of all.");
    types(":");
    sees("Esc closes");
    types("a\r");
    sees("You said a, and so it was.");
    sees(": next");
    types("\t\r");
    sees("Do something.");
    sees("led");
    types("hint\r");
    sees("Think.");
    types(ESCAPE);
    await().untilAsserted(() -> assertThat(screen()).doesNotContain("Esc closes"));
    types("q");
    sees("sums 2/2 > up raft");
    types("exit\r");
    await().untilAsserted(() -> assertThat(prompt.isAlive()).isFalse());
  }

  @Test
  void aViewFollowsTheSizeOfTheTerminal() throws IOException {
    types("watch\r");
    sees("No cluster is up.");
    virtual.screen().setSize(50, 12);
    terminal.setSize(Size.of(50, 12));
    terminal.raise(Terminal.Signal.WINCH);
    sees("a view needs 60x16");
    virtual.screen().setSize(100, 30);
    terminal.setSize(Size.of(100, 30));
    terminal.raise(Terminal.Signal.WINCH);
    sees("No cluster is up.");
    types("q");
    await().untilAsserted(() -> assertThat(screen()).contains("lab >"));
    types("exit\r");
    await().untilAsserted(() -> assertThat(prompt.isAlive()).isFalse());
  }
}
