package sandstore.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;

class CommandTest {
  @TempDir private Path home;
  private Lab lab;
  private Terminal terminal;
  private Command command;

  @BeforeEach
  void pressControlCWhileNoLineIsReadAndNoneRuns() throws IOException {
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    terminal = ScreenTerminal.withTerminal("test", "xterm-256color", 80, 24).terminal();
    command = new Command(lab, terminal);
    command.takesInterrupts();
    terminal.raise(Terminal.Signal.INT);
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
    terminal.close();
  }

  private Lab.Ending run(String line) throws InterruptedException {
    return command.run(line, reply -> {}, () -> {});
  }

  @Test
  void itIsForTheCommandWhoseLineWasRead() throws Exception {
    assertThat(run("sample 20MiB").message()).isEqualTo("stopped by Ctrl-C");
    assertThat(home.resolve("sample.bin")).doesNotExist();
    assertThat(run("sample 1KiB")).isEqualTo(Lab.Ending.OK);
  }

  @Test
  void itIsForgottenOnceALineIsTyped() throws Exception {
    command.forgetsInterrupts();

    assertThat(run("sample 1KiB")).isEqualTo(Lab.Ending.OK);
  }
}
