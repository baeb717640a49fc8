package sandstore.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.lab.Style;

class WrappedTest {
  private static List<String> lines(String text, int columns) {
    return Wrapped.lines(text, columns).stream().map(Style::strip).toList();
  }

  @Test
  void whatFitsComesBackAsItIs() {
    String styled = Style.NODE.of("node1") + " leads";
    assertThat(Wrapped.lines(styled, 11)).containsExactly(styled);
    assertThat(Wrapped.lines("", 11)).containsExactly("");
  }

  @Test
  void linesBreakBetweenWordsAndKeepTheirColumn() {
    assertThat(lines("node5 heard nothing from node3 for 3235 ms", 20))
        .containsExactly("node5 heard nothing", "  from node3 for", "  3235 ms");
    assertThat(lines("  kill   Ends node processes at once", 30))
        .containsExactly("  kill   Ends node processes", "         at once");
  }

  @Test
  void aWordThatIsTooWideIsCut() {
    assertThat(lines("/a/very/long/path/to/a/file", 10))
        .containsExactly("/a/very/lo", "  ng/path/", "  to/a/fil", "  e");
  }

  @Test
  void stylesGoOnInTheNextLine() {
    List<String> lines = Wrapped.lines(Style.DIM.of("one two"), 5);
    assertThat(lines).hasSize(2).allMatch(l -> l.contains("\u001b[2m"));
  }
}
