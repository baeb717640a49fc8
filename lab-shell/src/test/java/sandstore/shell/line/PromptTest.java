package sandstore.shell.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;

/** A person at a screen of 80x24, and the real lab behind it, without a cluster. */
class PromptTest {
  @TempDir Path home;

  private final ScreenTerminal.VirtualTerminal virtual;
  private final Terminal terminal;
  private Thread person = new Thread();
  private Lab lab;

  PromptTest() throws IOException {
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24);
    terminal = virtual.terminal();
  }

  @BeforeEach
  void sitDown() throws IOException {
    terminal.setSize(Size.of(80, 24));
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    Prompt prompt = new Prompt(lab, terminal, new Look(true, true), home, home);
    person =
        new Thread(
            () -> {
              try {
                prompt.run(Optional.empty(), true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    person.setDaemon(true);
    person.start();
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
    ScreenTerminal screen = virtual.screen();
    long[] cells = new long[screen.getColumns() * screen.getRows()];
    screen.dump(cells, new int[2]);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      int c = ScreenTerminal.cellCodePoint(cells[i]);
      text.appendCodePoint(c == 0 ? ' ' : c);
      if ((i + 1) % screen.getColumns() == 0) {
        text.append('\n');
      }
    }
    return text.toString();
  }

  private void sees(String text) {
    await().untilAsserted(() -> assertThat(screen()).contains(text));
  }

  private void leaves() {
    await().untilAsserted(() -> assertThat(person.isAlive()).isFalse());
  }

  @Test
  void whoIsNewIsWelcomedAndCanLeave() throws IOException {
    sees("up raft   starts three nodes");
    types("help doctor\r");
    sees("Says what is wrong with this machine");
    types("\u0004");
    leaves();
    assertThat(Files.readString(home.resolve("history"))).isEqualTo("help doctor\n");
  }

  @Test
  void tabCompletesAndAMistakeIsExplained() throws IOException {
    types("help doc\t\r");
    sees("Says what is wrong with this machine");
    types("hlep\r");
    sees("refused: there is no command hlep");
    sees("did you mean help?");
    types("exit\r");
    leaves();
  }

  @Test
  void controlCClearsTheLine() throws IOException {
    types("rm everything");
    sees("rm everything");
    terminal.raise(Terminal.Signal.INT);
    await().untilAsserted(() -> assertThat(screen().split("lab >", -1)).hasSize(3));
    types("quit\r");
    leaves();
    assertThat(home.resolve("history")).content().doesNotContain("everything");
  }
}
