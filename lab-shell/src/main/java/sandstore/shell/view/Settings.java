package sandstore.shell.view;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jline.terminal.Terminal;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/** What the person has set for the views, outside of them. */
final class Settings {
  private static final String THEME = "SANDSTORE_LAB_THEME";

  private Settings() {}

  /**
   * @param asked a theme's name; empty for the one that is set
   * @throws Refusal if there is none of that name
   */
  static Theme theme(String asked) {
    return theme(asked, System.getenv());
  }

  static Theme theme(String asked, Map<String, String> environment) {
    if (asked.isEmpty() && !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return Theme.MONO;
    }
    String name = asked.isEmpty() ? environment.getOrDefault(THEME, "") : asked;
    if (name.isEmpty()) {
      return Theme.DARK;
    }
    return Theme.named(name)
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no theme " + Style.harmless(name), "themes: " + Theme.labels()));
  }

  static boolean unicode(Terminal terminal) {
    return terminal.encoding() == null || terminal.encoding().equals(StandardCharsets.UTF_8);
  }
}
