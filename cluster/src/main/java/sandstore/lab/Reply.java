package sandstore.lab;

import java.util.List;
import java.util.Map;

/** What a command says while it runs. Faces decide how it looks. */
public sealed interface Reply {
  /**
   * A result, for people and for programs at once.
   *
   * @param kind what it is, e.g. {@code status}; becomes {@code "kind"} in JSON
   * @param fields for programs: strings, numbers, booleans, lists and maps of these
   * @param text for people: lines, which may hold the styles of {@link Style}
   * @param json the line asked for {@code --json}: show the fields, not the text
   */
  record Result(String kind, Map<String, ?> fields, List<String> text, boolean json)
      implements Reply {
    public Result(String kind, Map<String, ?> fields, List<String> text) {
      this(kind, fields, text, false);
    }
  }

  /** A remark on the way, not a result. */
  record Note(String text) implements Reply {}

  /**
   * How far a long task is.
   *
   * @param task e.g. {@code put /big}; one task's replies follow each other
   * @param done of {@code total}, in {@code unit}; {@code total} 0 = not known
   * @param unit {@code bytes}, {@code nodes}, ..
   * @param detail a few words that may change, e.g. which replicas
   */
  record Progress(String task, long done, long total, String unit, String detail)
      implements Reply {}
}
