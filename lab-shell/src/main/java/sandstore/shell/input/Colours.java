package sandstore.shell.input;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours a line while it is typed: a command that exists is strong, one that does not is red. */
public final class Colours implements Highlighter {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle COMMAND = PLAIN.bold();
  private static final AttributedStyle WRONG = PLAIN.foreground(AttributedStyle.RED);
  private static final AttributedStyle NODE = PLAIN.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle OPTION = PLAIN.foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle COMMENT = PLAIN.faint();

  private static final Pattern TOKEN =
      Pattern.compile("#.*|'[^']*'?|\"[^\"]*\"?|[;&|]|[^\\s;&|,'\"]+|.");
  private static final Pattern TARGET =
      Pattern.compile("node\\d+|zone\\d+|leader|followers?|any|all|client");

  private final Supplier<List<String>> commands;

  public Colours(Supplier<List<String>> commands) {
    this.commands = commands;
  }

  @Override
  public AttributedString highlight(LineReader reader, String line) {
    Set<String> known = Set.copyOf(commands.get());
    AttributedStringBuilder painted = new AttributedStringBuilder();
    boolean first = true;
    Matcher token = TOKEN.matcher(line);
    while (token.find()) {
      String text = token.group();
      if (text.equals(";")) {
        first = true;
        painted.styled(PLAIN, text);
      } else if (text.isBlank()) {
        painted.styled(PLAIN, text);
      } else if (text.startsWith("#")) {
        painted.styled(COMMENT, text);
      } else if (first) {
        first = false;
        painted.styled(command(known, text, token.end() == line.length()), text);
      } else {
        painted.styled(style(text), text);
      }
    }
    return painted.toAttributedString();
  }

  /** What is still being typed is not called wrong while something begins with it. */
  private static AttributedStyle command(Set<String> known, String text, boolean unfinished) {
    if (known.contains(text)) {
      return COMMAND;
    }
    boolean mayBecome = unfinished && known.stream().anyMatch(k -> k.startsWith(text));
    return mayBecome ? PLAIN : WRONG;
  }

  private static AttributedStyle style(String text) {
    if (TARGET.matcher(text).matches()) {
      return NODE;
    }
    return text.startsWith("--") ? OPTION : PLAIN;
  }
}
