package sandstore.lessons.script;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sandstore.lessons.script.Clause.Kind;

/**
 * What stands between the fences of a block: text up to the first keyword, then clauses, each of
 * which goes on over lines that are indented.
 */
final class FenceBody {
  private static final Pattern NAMED =
      Pattern.compile("(check|hold|never|right|type) +([a-z0-9][a-z0-9-]*) *: *(.*)");
  private static final Pattern BARE = Pattern.compile("(when|because) *: *(.*)");
  private static final Pattern KEYWORD_LIKE =
      Pattern.compile("(check|hold|never|right|when|because)\\b[^:]{0,40}:.*");
  private static final Pattern CHOICE = Pattern.compile("([a-e])\\) +(.*)");

  final List<String> text = new ArrayList<>();
  final SortedMap<String, String> choices = new TreeMap<>();
  final List<Clause> clauses = new ArrayList<>();
  String because = "";

  private FenceBody() {}

  /**
   * @param firstLine of the body in the file, from 1
   * @param mistakes what is wrong is added here
   */
  static FenceBody read(String file, List<String> lines, int firstLine, List<Mistake> mistakes) {
    FenceBody body = new FenceBody();
    String choice = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int end = i + 1;
      Matcher bare = BARE.matcher(line);
      Matcher named = NAMED.matcher(line);
      Matcher chosen = CHOICE.matcher(line);
      if (bare.matches() || named.matches()) {
        while (end < lines.size() && continues(lines.get(end))) {
          end++;
        }
        Matcher keyword = bare.matches() ? bare : named;
        int column = keyword.start(keyword.groupCount()) + 1;
        String rest = String.join("\n", lines.subList(i, end)).substring(column - 1);
        body.add(keyword, rest, firstLine + i, column);
        i = end - 1;
      } else if (KEYWORD_LIKE.matcher(line).matches()) {
        mistakes.add(
            new Mistake(
                file,
                firstLine + i,
                1,
                "a clause is written `check NAME: CONDITION` (hold, never and right likewise),"
                    + " `when: CONDITION` or `because: TEXT`; names are small letters, digits, -"));
      } else if (!body.clauses.isEmpty() || !body.because.isEmpty()) {
        if (!line.isBlank()) {
          mistakes.add(new Mistake(file, firstLine + i, 1, "text stands before the first clause"));
        }
      } else if (chosen.matches()) {
        choice = chosen.group(1);
        if (body.choices.put(choice, chosen.group(2)) != null) {
          mistakes.add(new Mistake(file, firstLine + i, 1, "there are two choices " + choice));
        }
      } else if (!choice.isEmpty() && continues(line)) {
        body.choices.merge(choice, line.strip(), (a, b) -> a + " " + b);
      } else {
        body.text.add(line);
      }
    }
    return body;
  }

  private static boolean continues(String line) {
    return !line.isEmpty() && Character.isWhitespace(line.charAt(0)) && !line.isBlank();
  }

  private void add(Matcher keyword, String rest, int line, int column) {
    String word = keyword.group(1);
    if (word.equals("because")) {
      because = rest.replaceAll("\\s*\n\\s*", " ").strip();
      return;
    }
    String name = keyword.groupCount() == 3 ? keyword.group(2) : "";
    Kind kind = Kind.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    clauses.add(new Clause(kind, name, rest, line, column));
  }

  /** The text as one Markdown text. */
  String text() {
    return String.join("\n", text).strip();
  }

  List<Clause> of(Kind kind) {
    return clauses.stream().filter(c -> c.kind() == kind).toList();
  }
}
