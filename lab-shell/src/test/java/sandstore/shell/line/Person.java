package sandstore.shell.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import sandstore.lab.Door;

/** Somebody at a screen of 80x24, who types and looks. */
final class Person implements AutoCloseable {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a cold start on a busy machine
  }

  private final ScreenTerminal.VirtualTerminal virtual;
  private final Terminal terminal;
  private final Thread thread;

  /** Sits down before the prompt of this lab. */
  Person(Door lab, Path home) throws IOException {
    this(lab, home, Optional.empty());
    sees("lab >");
  }

  /** The same, with a question to whoever is new. */
  Person(Door lab, Path home, Invitation invitation) throws IOException {
    this(lab, home, Optional.of(invitation));
  }

  private Person(Door lab, Path home, Optional<Invitation> invitation) throws IOException {
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24);
    terminal = virtual.terminal();
    terminal.setSize(Size.of(80, 24));
    Prompt prompt = new Prompt(lab, terminal, new Look(true, true), home, home);
    invitation.ifPresent(prompt::invite);
    thread =
        new Thread(
            () -> {
              try {
                prompt.run(Optional.empty(), true);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  void types(String keys) throws IOException {
    virtual.terminal().processInputBytes(keys.getBytes(UTF_8));
  }

  void pressesControlC() {
    terminal.raise(Terminal.Signal.INT);
  }

  String screen() {
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

  void sees(String text) {
    await().untilAsserted(() -> assertThat(screen()).contains(text));
  }

  /** The prompt has ended. */
  void leaves() {
    await().untilAsserted(() -> assertThat(thread.isAlive()).isFalse());
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
