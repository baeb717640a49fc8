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
    return switch (ending.status()) {
      case 0 -> new Verdict("ok", Style.GOOD);
      case 1 -> new Verdict("failed", Style.BAD);
      case 2 -> new Verdict("refused", Style.WARN);
      case 3 -> new Verdict("unknown", Style.BAD);
      default -> new Verdict("mistake of the lab", Style.BAD);
    };
  }
}
