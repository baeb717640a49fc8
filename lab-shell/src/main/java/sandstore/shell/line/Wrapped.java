package sandstore.shell.line;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import sandstore.lab.Style;

/** Lines that are wider than the terminal, broken between words. Pure. */
final class Wrapped {
  /** A first column and the gap after it, below which the rest of the text stays. */
  private static final Pattern COLUMN = Pattern.compile(" *\\S+(?: \\S+)* {2,}");

  private static final int INDENT = 2;

  private Wrapped() {}

  /**
   * The text as lines of at most so many columns; a word that is wider is cut. A line that fits
   * comes back as it is.
   *
   * @param text one line, which may hold styles
   */
  static List<String> lines(String text, int columns) {
    AttributedString rest = AttributedString.fromAnsi(text);
    if (rest.columnLength() <= columns) {
      return List.of(text);
    }
    String indent = " ".repeat(indent(Style.strip(text), columns));
    List<String> lines = new ArrayList<>();
    while (rest.columnLength() > room(lines, indent, columns)) {
      AttributedString fitting = rest.columnSubSequence(0, room(lines, indent, columns));
      int end = breakAt(rest.toString(), fitting.length(), lines.isEmpty() ? indent.length() : 0);
      lines.add((lines.isEmpty() ? "" : indent) + rest.subSequence(0, end).toAnsi());
      int next = end;
      while (next < rest.length() && rest.charAt(next) == ' ') {
        next++;
      }
      rest = rest.subSequence(next, rest.length());
    }
    if (rest.length() > 0) {
      lines.add(indent + rest.toAnsi());
    }
    return lines;
  }

  private static int room(List<String> lines, String indent, int columns) {
    return lines.isEmpty() ? columns : columns - indent.length();
  }

  /** Before the last space that leaves something on this line; else where the room ends. */
  private static int breakAt(String text, int fitting, int least) {
    int space = text.lastIndexOf(' ', fitting);
    int end = space;
    while (end > least && text.charAt(end - 1) == ' ') {
      end--;
    }
    return space > least && end > least ? end : Math.max(1, fitting);
  }

  private static int indent(String plain, int columns) {
    Matcher column = COLUMN.matcher(plain);
    boolean found = column.lookingAt() && column.end() <= columns / 3;
    return found ? column.end() : Math.min(INDENT, columns / 3);
  }
}
