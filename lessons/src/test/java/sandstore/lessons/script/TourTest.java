package sandstore.lessons.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tour of the code must stay true: what it sends people to is there. */
class TourTest {
  private static final Pattern FILE =
      Pattern.compile("`((?:proto|cluster|lessons|lab-shell)/[^`]+\\.(?:java|proto|md))`");

  @Test
  void everyFileThatItNamesIsThere() throws IOException {
    String text;
    try (var in = TourTest.class.getResourceAsStream("/lessons/99-tour-of-the-code.md")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> named = FILE.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(named).allSatisfy(file -> assertThat(Path.of("..", file)).isRegularFile());
  }
}
