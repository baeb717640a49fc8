package sandstore.lab.history;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of Jepsen's log: process, type, verb, value. Of other lines in the same log only those that
 * another part of it wrote are passed over.
 */
final class JepsenLog {
  private static final Pattern OTHERS =
      Pattern.compile("\\s*(TRACE|DEBUG|INFO|WARN|ERROR)\\s+(?!\\s|jepsen\\.util\\b).*");
  private static final Pattern LINE =
      Pattern.compile(
          "(?:.{0,80}?\\s-\\s+)?:?([A-Za-z0-9_-]{1,40})\\s+:(invoke|ok|fail|info)\\s+:(\\S{1,40})(?:\\s+(.*?))?\\s*");
  private static final Pattern PAIR =
      Pattern.compile("\\[\\s*(\\S{1,300})[\\s,]+(\\S{1,300}?)\\s*\\]");

  private JepsenLog() {}

  /** Whether a file that begins so is such a log. */
  static boolean looksLike(String line) {
    return !line.startsWith("{") && LINE.matcher(line).matches();
  }

  /** The entry of a line; empty if there is none in it. */
  static Optional<Entry> entry(String file, long number, String line) {
    if (line.isBlank() || OTHERS.matcher(line).matches()) {
      return Optional.empty();
    }
    Matcher m = LINE.matcher(line);
    if (!m.matches()) {
      throw new BadHistory(
          file,
          number,
          "this is no line of a Jepsen log: process :invoke|:ok|:fail|:info :verb value");
    }
    boolean nemesis = m.group(1).equals("nemesis");
    Entry.Type type = Entry.type(m.group(2));
    if (type == null) {
      throw new IllegalStateException("the pattern lets no other through: " + line);
    }
    String said = m.group(4) == null ? "nil" : m.group(4);
    boolean carriedOut = type == Entry.Type.FAIL && !said.equals(":timed-out");
    return Optional.of(
        new Entry(
            number,
            m.group(1),
            type,
            m.group(3),
            "",
            nemesis ? null : value(file, number, said),
            !carriedOut,
            -1));
  }

  private static @Nullable Object value(String file, long number, String said) {
    if (said.equals("nil") || said.startsWith(":")) {
      return null;
    }
    Matcher pair = PAIR.matcher(said);
    if (pair.matches()) {
      return List.of(single(file, number, pair.group(1)), single(file, number, pair.group(2)));
    }
    return single(file, number, said);
  }

  private static Value single(String file, long number, String said) {
    if (said.matches("\\S{1,300}|\"[^\"]*\"") && said.indexOf('[') < 0) {
      return Value.typed(said);
    }
    throw new BadHistory(file, number, "this is no value: " + Pairing.cut(said));
  }
}
