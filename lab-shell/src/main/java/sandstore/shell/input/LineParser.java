package sandstore.shell.input;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells JLine where words begin. It never asks for another line: an open quote is for the lab to
 * refuse, with a hint.
 */
public final class LineParser implements Parser {
  private static final String SPECIAL = " \t;&|#'\"\\";

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    return new Typed(line, cursor, Words.before(line, cursor));
  }

  private record Typed(String line, int cursor, Words split) implements CompletingParsedLine {
    @Override
    public String word() {
      return split.current();
    }

    @Override
    public int wordCursor() {
      return split.current().length();
    }

    @Override
    public int wordIndex() {
      return split.before().size();
    }

    @Override
    public List<String> words() {
      List<String> words = new ArrayList<>(split.before());
      words.add(split.current());
      return words;
    }

    @Override
    public int rawWordCursor() {
      return cursor - split.start();
    }

    @Override
    public int rawWordLength() {
      return cursor - split.start();
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      boolean special = candidate.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
      if (split.quote() == ' ' && !special) {
        return candidate;
      }
      char quote = split.quote() != ' ' ? split.quote() : '\'';
      if (quote == '\'' && candidate.toString().indexOf('\'') >= 0) {
        quote = '"';
      }
      String inside =
          quote == '"'
              ? candidate.toString().replace("\\", "\\\\").replace("\"", "\\\"")
              : candidate.toString();
      return quote + inside + (complete ? String.valueOf(quote) : "");
    }
  }
}
