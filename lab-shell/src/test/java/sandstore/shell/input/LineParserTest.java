package sandstore.shell.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class LineParserTest {
  private static CompletingParsedLine parse(String line) {
    return (CompletingParsedLine)
        new LineParser().parse(line, line.length(), ParseContext.COMPLETE);
  }

  @Test
  void onlyTheCommandAtTheCursorCounts() {
    assertThat(parse("up raft; put a /b").words()).containsExactly("put", "a", "/b");
    assertThat(parse("wait a && b|c").words()).containsExactly("wait", "a", "&&", "b", "|", "c");
    assertThat(parse("put 'a;b' c").words()).containsExactly("put", "a;b", "c");
  }

  @Test
  void quotesAndBackslashes() {
    assertThat(parse("put \"a b\" c\\ d 'e \\").words())
        .containsExactly("put", "a b", "c d", "e \\");
    assertThat(parse("put ''").words()).containsExactly("put", "");
  }

  @Test
  void whatIsReplacedBeginsAtTheQuote() {
    CompletingParsedLine line = parse("cat '/with s");
    assertThat(line.word()).isEqualTo("/with s");
    assertThat(line.rawWordLength()).isEqualTo("'/with s".length());
    assertThat(line.escape("/with space", true)).hasToString("'/with space'");
    assertThat(line.escape("/with space/", false)).hasToString("'/with space/");
  }

  @Test
  void onlyWhatNeedsQuotesGetsThem() {
    assertThat(parse("cat /w").escape("/w", true)).hasToString("/w");
    assertThat(parse("cat /w").escape("/w x", true)).hasToString("'/w x'");
    assertThat(parse("cat /w").escape("/it's", true)).hasToString("\"/it's\"");
  }
}
