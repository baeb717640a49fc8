package sandstore.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final AttributedString STATUS =
      new AttributedString("node1 is gone", AttributedStyle.DEFAULT.foreground(1));

  private ScreenTerminal.VirtualTerminal virtual;
  private Terminal terminal;

  @BeforeEach
  void unpack() throws IOException {
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", 60, 10);
    terminal = virtual.terminal();
    terminal.setSize(Size.of(60, 10));
  }

  @AfterEach
  void pack() throws IOException {
    terminal.close();
  }

  private Screen screen(Look look) throws IOException {
    return new Screen(terminal, new LabReader(terminal), look.redraws(), look.colours());
  }

  /** The attributes of the cells in which something stands. */
  private long[] looks(String text) {
    ScreenTerminal screen = virtual.screen();
    long[] cells = new long[60 * 10];
    screen.dump(cells, new int[2]);
    StringBuilder all = new StringBuilder();
    for (long cell : cells) {
      all.appendCodePoint(Math.max(' ', ScreenTerminal.cellCodePoint(cell)));
    }
    int at = all.indexOf(text);
    assertThat(at).as("%s in %s", text, all).isNotNegative();
    long[] looks = new long[text.length()];
    for (int i = 0; i < looks.length; i++) {
      looks[i] = cells[at + i] - ScreenTerminal.cellCodePoint(cells[at + i]);
    }
    return looks;
  }

  @Test
  void withoutColoursTheStatusLineHasNoneEither() throws IOException {
    screen(Look.of(terminal, false, Map.of("NO_COLOR", "1"))).state("lab > ", STATUS);
    long[] plain = looks("node1 is gone");
    screen(new Look(true, true)).state("lab > ", STATUS);

    assertThat(looks("node1 is gone")).isNotEqualTo(plain);
  }

  @Test
  void plainIsWithoutColoursAndWithoutAStatusLine() {
    assertThat(Look.of(terminal, true, Map.of())).isEqualTo(new Look(false, false));
  }

  @Test
  void aTerminalThatBecomesTooSmallIsToldSoAndOneThatGrowsHasItsStatusLineBack()
      throws IOException {
    Screen screen = screen(new Look(true, true));
    screen.state("lab > ", STATUS);
    terminal.setSize(Size.of(30, 6));

    assertThat(screen.resized()).isTrue();
    assertThat(screen.resized()).isFalse();
    terminal.setSize(Size.of(60, 10));
    assertThat(screen.resized()).isTrue();
    screen.state("lab > ", STATUS);
    looks("the rest");
    looks("node1 is gone");
  }
}
