package sandstore.lab.condition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sandstore.lab.view.ClusterView;

/**
 * What {@code status --json} says: a part of what conditions see, under the same names. Numbers
 * that are absent or not known yet are null; so are strings that are not known yet.
 */
public final class StatusDocument {
  private static final List<String> FIELDS =
      List.of(
          "topology",
          "leader",
          "term",
          "nodes",
          "faults",
          "files",
          "chunks",
          "underReplicated",
          "corrupt",
          "orphans",
          "held",
          "unsafe");
  private static final List<String> NODE_FIELDS =
      List.of(
          "id",
          "pid",
          "zone",
          "role",
          "alive",
          "process",
          "slow",
          "term",
          "lastIndex",
          "commitIndex",
          "appliedIndex");

  private StatusDocument() {}

  /** In the order of the documentation; values are strings, longs, booleans, lists, maps, null. */
  public static Map<String, @Nullable Object> of(ClusterView view) {
    return part(Projection.of(view), FIELDS);
  }

  /** The elections that were seen, by term, as {@code votes --json} lists them. */
  public static Object elections(ClusterView view) {
    return Objects.requireNonNull(Projection.of(view).get("elections"));
  }

  private static Map<String, @Nullable Object> part(Map<?, ?> values, List<String> fields) {
    Map<String, @Nullable Object> part = new LinkedHashMap<>();
    for (String field : fields) {
      part.put(field, plain(field, values.get(field)));
    }
    return part;
  }

  private static @Nullable Object plain(String field, @Nullable Object value) {
    if (value == null || value == Projection.UNKNOWN || value.equals(-1L)) {
      return null;
    }
    if (!field.equals("nodes") || !(value instanceof List<?> nodes)) {
      return value;
    }
    List<Object> parts = new ArrayList<>();
    for (Object node : nodes) {
      if (node instanceof Map<?, ?> fields) {
        parts.add(part(fields, NODE_FIELDS));
      }
    }
    return parts;
  }
}
