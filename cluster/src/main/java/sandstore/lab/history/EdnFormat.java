package sandstore.lab.history;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes entries of EDN maps: those of Knossos, and those of Porcupine's key-value histories. */
final class EdnFormat {
  /** Stands for nil where a history is to say that nothing was there; {@code nil} says nothing. */
  static final String ABSENT = "absent";

  private EdnFormat() {}

  static Entry entry(String file, int line, Map<String, @Nullable Object> map) {
    Object process = map.get("process");
    Object type = map.get("type");
    Object verb = map.get("f");
    if (!(process instanceof Value p)) {
      throw new BadHistory(file, line, "this map says no :process");
    }
    if (!(verb instanceof Value f)) {
      throw new BadHistory(file, line, "this map says no :f, what was asked for");
    }
    Entry.Type of = type instanceof Value t ? Entry.type(t.text()) : null;
    if (of == null) {
      throw new BadHistory(file, line, "this map says no :type of invoke, ok, fail, info");
    }
    return new Entry(
        line,
        p.text(),
        of,
        f.text(),
        map.get("key") instanceof Value k ? k.text() : "",
        value(file, line, map.get("value"), p.text().equals("nemesis")),
        !(map.get("matched") instanceof Value m && m.text().equals("false")),
        nanos(map.get("time")));
  }

  private static @Nullable Object value(
      String file, int line, @Nullable Object value, boolean whatever) {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!whatever && element != null && !(element instanceof Value)) {
          throw new BadHistory(file, line, "a list within the list of a :value");
        }
      }
      return whatever ? null : list.stream().map(EdnFormat::plain).toList();
    }
    if (value instanceof Map<?, ?>) {
      if (whatever) {
        return null;
      }
      throw new BadHistory(file, line, "a :value cannot be a map");
    }
    return value == null ? null : plain(value);
  }

  private static Value plain(@Nullable Object value) {
    return value instanceof Value v && !v.equals(Value.word(ABSENT)) ? v : Value.NIL;
  }

  private static long nanos(@Nullable Object time) {
    return time instanceof Value v && v.text().matches("[0-9]{1,18}")
        ? Long.parseLong(v.text())
        : -1;
  }
}
