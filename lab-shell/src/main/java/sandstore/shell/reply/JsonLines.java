package sandstore.shell.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
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

  String line(String kind, Map<String, ?> fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("v", VERSION);
    all.put("kind", kind);
    fields.forEach(all::putIfAbsent);
    try {
      return mapper.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a reply of kind " + kind + " is not JSON", e);
    }
  }
}
