package sandstore.lessons.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sandstore.lab.Style;

/** Markdown, and how it looks in 40 columns. */
class PageTest {
  private static String plain(String markdown) {
    return Page.lines(markdown, 41).stream().map(Style::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void eachKindOfBlockHasItsShape() {
    assertThat(
            plain(
                """
                A `paragraph` with **words**, *broken* between them, and `code`.

                - one
                - two, which is too long for a single line here

                1. first
                2. second

                > A quotation that goes on and on, over lines.

                ```
                as it  stands
                ```

                | nodes | majority |
                |---|---|
                | 3 | two |
                | 12 | seven, as every one can work out for oneself |
                """))
        .isEqualTo(
            """
            A paragraph with words, broken between
            them, and code.

              - one
              - two, which is too long for a single
                line here

              1. first
              2. second

            │ A quotation that goes on and on, over
            │ lines.

                as it  stands

              nodes  majority
              3      two
              12     seven, as every one can work
                     out for oneself""");
  }

  @Test
  void stylesAreOfWordsAndNothingElseReachesTheTerminal() {
    assertThat(Page.lines("a `b c` **d**", 80).get(0))
        .isEqualTo("a " + Style.NODE.of("b c") + " " + Style.STRONG.of("d"));
    assertThat(Page.lines("&#27;[31m and <b>html</b>", 80).get(0)).doesNotContain("\u001b");
  }
}
