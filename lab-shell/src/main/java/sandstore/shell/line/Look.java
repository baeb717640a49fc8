package sandstore.shell.line;

import java.util.Map;
import org.jline.terminal.Terminal;

/**
 * What the terminal can do and the person wants.
 *
 * @param redraws the cursor may move: bars, menus and a status line
 * @param colours styles are shown
 */
public record Look(boolean redraws, boolean colours) {
  /**
   * What this terminal can do, as far as the person wants it.
   *
   * @param plain sentences only: nothing is drawn twice, nothing is coloured
   * @param environment {@code NO_COLOR}, if set to anything, switches colours off (no-color.org)
   */
  public static Look of(Terminal terminal, boolean plain, Map<String, String> environment) {
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    boolean simple = dumb || plain;
    return new Look(!simple, !simple && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }
}
