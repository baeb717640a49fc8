package sandstore.lab.condition;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values as CEL gets them: whoever reads one that is not known yet gets an error instead. CEL's
 * errors are just what is wanted: {@code error && false} is false, {@code error || true} is true,
 * and all else that hangs on an error is an error, from which the verdict is made.
 */
final class Guarded extends AbstractMap<String, Object> {
  private final Map<String, Object> values;

  private Guarded(Map<String, Object> values) {
    this.values = values;
  }

  static Map<String, Object> of(Map<?, ?> values) {
    return new Guarded(
        values.entrySet().stream()
            .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), e -> guard(e.getValue()))));
  }

  private static Object guard(Object value) {
    if (value instanceof Map<?, ?> map) {
      return of(map);
    }
    return value instanceof List<?> list ? list.stream().map(Guarded::guard).toList() : value;
  }

  /** Whether this is why an evaluation failed. */
  static boolean isNotKnown(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof NotKnownYet) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Object value = values.get(name);
    if (value == Projection.UNKNOWN) {
      throw new NotKnownYet(name + " is not known yet");
    }
    return value;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return values.containsKey(name);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return values.entrySet();
  }

  private static final class NotKnownYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotKnownYet(String message) {
      super(message);
    }
  }
}
