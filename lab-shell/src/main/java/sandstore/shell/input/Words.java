package sandstore.shell.input;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of the command in which the cursor stands, up to the cursor, by the grammar of {@link
 * sandstore.lab.Line}; but nothing here is a mistake yet, since the line goes on.
 *
 * @param before the whole words before the cursor's, without their quotes; the command is the first
 * @param current the word that ends at the cursor, without quotes; empty between words
 * @param start where {@code current} begins in the line, opening quote included
 * @param quote the quote that is open at the cursor; a space if none
 */
record Words(List<String> before, String current, int start, char quote) {
  Words {
    before = List.copyOf(before);
  }

  static Words before(String line, int cursor) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    int start = 0;
    char quote = ' ';
    for (int i = 0; i < cursor; i++) {
      char c = line.charAt(i);
      boolean bar = quote == ' ' && c == '|' && alone(line, i);
      if (bar || (quote == ' ' && (Character.isWhitespace(c) || c == ';'))) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
        if (bar) {
          words.add("|");
        }
        if (c == ';') {
          words.clear();
        }
        continue;
      }
      if (!inWord) {
        inWord = true;
        start = i;
      }
      if (c == quote) {
        quote = ' ';
      } else if (quote == ' ' && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '\\' && escapes(quote, line, i + 1, cursor)) {
        word.append(line.charAt(++i));
      } else {
        word.append(c);
      }
    }
    return new Words(words, word.toString(), inWord ? start : cursor, quote);
  }

  private static boolean alone(String line, int at) {
    boolean before = at > 0 && line.charAt(at - 1) == line.charAt(at);
    boolean after = at + 1 < line.length() && line.charAt(at + 1) == line.charAt(at);
    return !before && !after;
  }

  private static boolean escapes(char quote, String line, int next, int cursor) {
    if (quote == '\'' || next >= cursor) {
      return false;
    }
    return quote == ' ' || line.charAt(next) == '"' || line.charAt(next) == '\\';
  }

  /** True while the name of the command itself is being typed. */
  boolean atCommand() {
    return before.isEmpty();
  }
}
