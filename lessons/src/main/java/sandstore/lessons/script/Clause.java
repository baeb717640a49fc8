package sandstore.lessons.script;

import java.util.Locale;

/**
 * A named condition.
 *
 * @param name of a check or a choice; empty for {@code when}
 * @param condition CEL, as written; of {@code type}, a line
 * @param line where the condition begins, from 1
 * @param column likewise
 */
public record Clause(Kind kind, String name, String condition, int line, int column) {
  /** What a condition is for. */
  public enum Kind {
    /** Comes true, and stays ticked. */
    CHECK,
    /** Is true when the task is done. */
    HOLD,
    /** Must not come true. */
    NEVER,
    /** From when on a prediction can be graded. */
    WHEN,
    /** True if this choice is the right one. */
    RIGHT,
    /** No condition, but a line that can be typed to meet the check of that name. */
    TYPE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The place of a character of the condition. */
  Mistake at(String file, int position, String message) {
    int lineStart = condition.lastIndexOf('\n', Math.max(0, position - 1)) + 1;
    int lines = (int) condition.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int inLine = position - lineStart;
    return new Mistake(file, line + lines, (lines == 0 ? column : 1) + inLine, message);
  }
}
