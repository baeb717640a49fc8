package sandstore.shell.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.attach.AttachedLab;
import sandstore.lab.attach.Reception;

/** A second person, at a screen of 80x24, in a lab that was there before. */
class AttachedPromptTest {
  @TempDir Path home;

  private final ScreenTerminal.VirtualTerminal virtual;
  private final Terminal terminal;
  private Thread person = new Thread();
  private Lab lab;

  AttachedPromptTest() throws IOException {
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24);
    terminal = virtual.terminal();
  }

  /** Netty tells every frame to whoever has not set logging up. */
  @BeforeAll
  static void silence() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
  }

  @BeforeEach
  void sitDown() throws Exception {
    terminal.setSize(Size.of(80, 24));
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    new Reception(lab).open();
    AttachedLab attached = AttachedLab.to(home, home);
    Prompt prompt = new Prompt(attached, terminal, new Look(true, true), home, home);
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
    for (long cell : cells) {
      int c = ScreenTerminal.cellCodePoint(cell);
      text.appendCodePoint(c == 0 ? ' ' : c);
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
  void whatIsTypedRunsThereAndToLeaveEndsNothing() throws IOException {
    String host = "process " + ProcessHandle.current().pid();
    sees("attached to the lab of " + host + "; Ctrl-D leaves it");
    types("help doc\t\r");
    sees("Says what is wrong with this machine");
    types("\u0004");
    leaves();
    sees("left the lab of " + host);
    assertThat(lab.run("help", reply -> {})).isEqualTo(Lab.Ending.OK);
  }

  @Test
  void theEndOfTheLabEndsTheLineThatIsTyped() throws IOException {
    types("put somethi");
    sees("put somethi");
    lab.close();
    leaves();
    sees("the lab has ended, and its cluster with it");
  }
}
