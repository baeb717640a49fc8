package sandstore.lab.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a saved history: somebody asked, or was answered.
 *
 * @param line in the file, from 1
 * @param verb as the file calls it, e.g. {@code put}
 * @param key empty if there is only one
 * @param value null = nil, a {@link Value}, or a {@link List} of values
 * @param matched false: a compare-and-set was carried out and found another value
 * @param nanos -1 = not known
 */
record Entry(
    long line,
    String process,
    Type type,
    String verb,
    String key,
    @Nullable Object value,
    boolean matched,
    long nanos) {
  enum Type {
    INVOKE,
    OK,
    FAIL,
    INFO
  }

  /** The type of this name; null if there is none. */
  static @Nullable Type type(String word) {
    return switch (word) {
      case "invoke" -> Type.INVOKE;
      case "ok" -> Type.OK;
      case "fail" -> Type.FAIL;
      case "info" -> Type.INFO;
      default -> null;
    };
  }

  /** The one value; nil if there is none. */
  Value single() {
    return value instanceof Value v ? v : Value.NIL;
  }

  /** The values of a list. */
  List<Value> several() {
    if (value instanceof List<?> list) {
      return list.stream().map(Value.class::cast).toList();
    }
    return value instanceof Value v && !v.isNil() ? List.of(v) : List.of();
  }
}
