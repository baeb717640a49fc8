package sandstore.shell.reply;

import sandstore.lab.Lab;
import sandstore.lab.Style;

/**
 * The word and colour for each kind of ending. The kinds are never mixed: a mistake of the person,
 * after which nothing has changed, is not a failure of the store; and an unknown outcome is neither
 * a success nor a failure. What is none of these is our own mistake.
 *
 * @param name comes before the message
 */
public record Verdict(String name, Style style) {
  public static Verdict of(Lab.Ending ending) {
    Style style =
        switch (ending.status()) {
          case 0 -> Style.GOOD;
          case 2 -> Style.WARN;
          default -> Style.BAD;
        };
    return new Verdict(ending.outcome(), style);
  }
}
