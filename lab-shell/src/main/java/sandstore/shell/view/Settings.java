package sandstore.shell.view;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/** What the person has set for the views, outside of them. */
final class Settings {
  private static final String THEME = "SANDSTORE_LAB_THEME";

  private Settings() {}

  /**
   * @param asked a theme's name; empty for the one that is set, or the dark one
   * @throws Refusal if there is none of the name that was asked for
   */
  static Theme theme(String asked) {
    return theme(asked, System.getenv());
  }

  static Theme theme(String asked, Map<String, String> environment) {
    if (asked.isEmpty() && !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return Theme.MONO;
    }
    if (asked.isEmpty()) {
      return Theme.named(environment.getOrDefault(THEME, "")).orElse(Theme.DARK);
    }
    return Theme.named(asked)
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no theme " + Style.harmless(asked), "themes: " + Theme.labels()));
  }

  /** What is wrong with the theme that is set, in a line; the dark one is shown instead. */
  static Optional<String> complaint(Map<String, String> environment) {
    String name = environment.getOrDefault(THEME, "");
    return name.isEmpty() || Theme.named(name).isPresent()
        ? Optional.empty()
        : Optional.of(
            "$"
                + THEME
                + ": there is no theme "
                + Style.harmless(name)
                + "; themes: "
                + Theme.labels());
  }

  static boolean unicode(Terminal terminal) {
    return terminal.encoding() == null || terminal.encoding().equals(StandardCharsets.UTF_8);
  }
}
