package sandstore.lab.attach;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Field;
import sandstore.proto.ListValue;
import sandstore.proto.MapValue;
import sandstore.proto.Value;

/** The fields of results as messages, and back; in their order. Pure. */
final class Values {
  private Values() {}

  /**
   * @throws IllegalArgumentException for what is none of those that {@link
   *     sandstore.lab.Reply.Result} allows
   */
  static List<Field> of(Map<?, ?> fields) {
    List<Field> all = new ArrayList<>(fields.size());
    fields.forEach(
        (name, value) ->
            all.add(
                Field.newBuilder().setName(String.valueOf(name)).setValue(value(value)).build()));
    return all;
  }

  private static Value value(@Nullable Object o) {
    Value.Builder value = Value.newBuilder();
    if (o instanceof String s) {
      value.setText(s);
    } else if (o instanceof Boolean b) {
      value.setTruth(b);
    } else if (o instanceof Double || o instanceof Float) {
      value.setNumber(((Number) o).doubleValue());
    } else if (o instanceof Long || o instanceof Integer) {
      value.setWhole(((Number) o).longValue());
    } else if (o instanceof Collection<?> c) {
      value.setList(ListValue.newBuilder().addAllValues(c.stream().map(Values::value).toList()));
    } else if (o instanceof Map<?, ?> m) {
      value.setMap(MapValue.newBuilder().addAllFields(of(m)));
    } else if (o != null) {
      throw new IllegalArgumentException("a field of a result is " + o.getClass());
    }
    return value.build();
  }

  static Map<String, @Nullable Object> fields(List<Field> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    fields.forEach(f -> all.put(f.getName(), object(f.getValue())));
    return Collections.unmodifiableMap(all);
  }

  private static @Nullable Object object(Value value) {
    return switch (value.getKindCase()) {
      case TEXT -> value.getText();
      case TRUTH -> value.getTruth();
      case NUMBER -> value.getNumber();
      case WHOLE -> value.getWhole();
      case LIST -> list(value.getList());
      case MAP -> fields(value.getMap().getFieldsList());
      case KIND_NOT_SET -> null;
    };
  }

  private static List<@Nullable Object> list(ListValue list) {
    List<@Nullable Object> all = new ArrayList<>(list.getValuesCount());
    list.getValuesList().forEach(v -> all.add(object(v)));
    return Collections.unmodifiableList(all);
  }
}
