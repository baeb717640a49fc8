package sandstore.lessons.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines between {@code ---} with which a lesson begins: {@code key: value}, a list in brackets.
 * That much and no more of YAML.
 */
final class FrontMatter {
  /** The format that is understood here. */
  static final int FORMAT = 1;

  private static final int MOST_LINES = 40;
  private static final Set<String> KEYS =
      Set.of(
          "format",
          "id",
          "title",
          "topology",
          "nodes",
          "zones",
          "replicas",
          "placement",
          "pace",
          "minutes",
          "prerequisites",
          "concepts",
          "sources");
  private static final Pattern LINE = Pattern.compile("([a-z]+): *(.*?) *");

  private record Value(String text, int line, int column) {}

  private final String file;
  private final List<Mistake> mistakes;
  private final Map<String, Value> values = new LinkedHashMap<>();

  /** How many lines of the file it takes, with both its rules; 0 if there is none. */
  final int length;

  private FrontMatter(String file, int length, List<Mistake> mistakes) {
    this.file = file;
    this.length = length;
    this.mistakes = mistakes;
  }

  static FrontMatter read(String file, List<String> lines, List<Mistake> mistakes) {
    int end = lines.isEmpty() || !lines.get(0).equals("---") ? -1 : closing(lines);
    if (end < 0) {
      mistakes.add(
          new Mistake(
              file,
              1,
              1,
              "a lesson begins with its front matter: key: value between lines of ---"));
      return new FrontMatter(file, 0, mistakes);
    }
    FrontMatter matter = new FrontMatter(file, end + 1, mistakes);
    for (int i = 1; i < end; i++) {
      matter.add(lines.get(i), i + 1);
    }
    return matter;
  }

  private static int closing(List<String> lines) {
    for (int i = 1; i < Math.min(lines.size(), MOST_LINES); i++) {
      if (lines.get(i).equals("---")) {
        return i;
      }
    }
    return -1;
  }

  private void add(String text, int line) {
    Matcher matcher = LINE.matcher(text);
    if (!matcher.matches()) {
      mistakes.add(new Mistake(file, line, 1, "this is not key: value"));
    } else if (!KEYS.contains(matcher.group(1))) {
      mistakes.add(
          new Mistake(
              file,
              line,
              1,
              "there is no key "
                  + matcher.group(1)
                  + "; keys are "
                  + String.join(", ", KEYS.stream().sorted().toList())));
    } else if (values.put(matcher.group(1), new Value(matcher.group(2), line, matcher.start(2) + 1))
        != null) {
      mistakes.add(new Mistake(file, line, 1, matcher.group(1) + " is said twice"));
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key, String otherwise) {
    Value value = values.get(key);
    return value == null ? otherwise : value.text();
  }

  /** A number in a range; what is wrong with it is noted, and the range's lower end returned. */
  int number(String key, int otherwise, int least, int most) {
    Value value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.text().matches("[0-9]{1,6}")
        || Integer.parseInt(value.text()) < least
        || Integer.parseInt(value.text()) > most) {
      wrong(key, key + " is a number from " + least + " to " + most);
      return least;
    }
    return Integer.parseInt(value.text());
  }

  /** {@code [a, b]}, or one. */
  List<String> list(String key) {
    String text = text(key, "").strip();
    if (text.startsWith("[") != text.endsWith("]")) {
      wrong(key, "a list stands in brackets: [a, b]");
      return List.of();
    }
    String inner = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    List<String> all = new ArrayList<>();
    for (String one : inner.split(",", -1)) {
      if (!one.isBlank()) {
        all.add(one.strip());
      }
    }
    return List.copyOf(all);
  }

  /** Notes a mistake at the key's value; at the beginning of the file if it is missing. */
  void wrong(String key, String message) {
    Value value = values.get(key);
    mistakes.add(
        new Mistake(
            file, value == null ? 1 : value.line(), value == null ? 1 : value.column(), message));
  }
}
