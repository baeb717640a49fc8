package sandstore.shell.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sandstore.lab.Reply;

/**
 * Replies for programs: each a line that holds one object, which begins with {@code "v"}, the
 * version of this format, and {@code "kind"}. Thread-safe.
 */
public final class JsonLines {
  /** Grows when a field changes its meaning or goes; new fields do not count. */
  public static final int VERSION = 1;

  private final ObjectMapper mapper = new ObjectMapper();

  public String line(Reply.Result result) {
    return line(result.kind(), result.fields());
  }

  /**
   * Maps that promise no order of their own are given that of their keys, so that lines compare.
   */
  private static Map<String, Object> inOrder(Map<?, ?> fields) {
    boolean ordered = fields instanceof LinkedHashMap || fields instanceof SortedMap;
    Map<String, Object> all = ordered ? new LinkedHashMap<>() : new TreeMap<>();
    fields.forEach((key, value) -> all.put(String.valueOf(key), inOrder(value)));
    return all;
  }

  private static Object inOrder(Object value) {
    if (value instanceof Map<?, ?> map) {
      return inOrder(map);
    }
    return value instanceof List<?> list
        ? list.stream().map(JsonLines::inOrder).collect(Collectors.toList())
        : value;
  }

  String line(String kind, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("v", VERSION);
    all.put("kind", kind);
    inOrder(fields).forEach(all::putIfAbsent);
    try {
      return mapper.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a reply of kind " + kind + " is not JSON", e);
    }
  }
}
