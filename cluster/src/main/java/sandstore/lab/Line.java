package sandstore.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of a typed line, above the words of any one command.
 *
 * <ul>
 *   <li>{@code ;} and a new line separate commands; {@code &} after the last word sends one to the
 *       background.
 *   <li>Words are separated by blanks. {@code '...'} takes everything as it is, {@code "..."}
 *       everything but {@code \"} and {@code \\}; outside of quotes a backslash takes the next
 *       character as it is.
 *   <li>{@code #} at the beginning of a word starts a comment, up to the end of the line.
 *   <li>{@code |} is a word of its own, and {@code ||} is not, nor is {@code &&}: conditions have
 *       them.
 * </ul>
 *
 * <p>There are no variables, no expansion and no redirection: a line can do nothing but what the
 * lab's commands do. Each word is kept twice, meant and typed: see {@link Word}.
 */
public final class Line {
  private final String text;
  private int at;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();

  private Line(String text) {
    this.text = text;
  }

  /**
   * The commands on a line, in order; none for blanks and comments.
   *
   * @throws Refusal if a quote is left open
   */
  public static List<Statement> parse(String text) {
    return new Line(text).parse();
  }

  private List<Statement> parse() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ';' || c == '\n') {
        end(false);
        at++;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#') {
        int newLine = text.indexOf('\n', at);
        at = newLine < 0 ? text.length() : newLine;
      } else if (isSingle('&') && endsStatement(at + 1)) {
        end(true);
        at++;
      } else if (isSingle('|')) {
        words.add(new Word("|", "|"));
        at++;
      } else {
        words.add(word());
      }
    }
    end(false);
    return List.copyOf(statements);
  }

  private void end(boolean background) {
    if (!words.isEmpty()) {
      statements.add(new Statement(words, background));
      words.clear();
    }
  }

  private Word word() {
    int start = at;
    StringBuilder meant = new StringBuilder();
    while (at < text.length() && !endsWord()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\'', '"' -> quoted(c, meant);
        case '\\' -> {
          if (at < text.length()) {
            meant.append(text.charAt(at++));
          }
        }
        default -> meant.append(c);
      }
    }
    return new Word(meant.toString(), text.substring(start, at));
  }

  private void quoted(char quote, StringBuilder meant) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return;
      }
      boolean escapes = c == '\\' && quote == '"' && at < text.length();
      if (escapes && (text.charAt(at) == '"' || text.charAt(at) == '\\')) {
        c = text.charAt(at++);
      }
      meant.append(c);
    }
    throw new Refusal("a quote (" + quote + ") is not closed", "close it, or put \\ before it");
  }

  private boolean endsWord() {
    char c = text.charAt(at);
    return c == ';'
        || Character.isWhitespace(c)
        || isSingle('|')
        || (isSingle('&') && endsStatement(at + 1));
  }

  /** Exactly one of this character stands here. */
  private boolean isSingle(char c) {
    return text.charAt(at) == c
        && (at == 0 || text.charAt(at - 1) != c)
        && (at + 1 == text.length() || text.charAt(at + 1) != c);
  }

  /** Only blanks or a comment from here to the end of this command. */
  private boolean endsStatement(int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ';' || c == '\n' || c == '#') {
        return true;
      }
      if (!Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }
}
