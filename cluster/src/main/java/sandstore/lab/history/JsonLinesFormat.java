package sandstore.lab.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, with the names that Jepsen uses: process, type, f, key, value, time. */
final class JsonLinesFormat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLinesFormat() {}

  static Entry entry(String file, long number, String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new BadHistory(
          file, number, "this is no JSON: " + Pairing.cut(String.valueOf(e.getOriginalMessage())));
    }
    if (node == null || !node.isObject()) {
      throw new BadHistory(file, number, "each line is one object: {\"process\": 0, ..}");
    }
    String process = word(file, number, node, "process");
    Entry.Type type = Entry.type(word(file, number, node, "type"));
    if (type == null) {
      throw new BadHistory(file, number, "\"type\" is one of invoke, ok, fail, info");
    }
    boolean nemesis = process.equals("nemesis");
    return new Entry(
        number,
        process,
        type,
        word(file, number, node, "f"),
        node.path("key").asText(""),
        nemesis ? null : value(file, number, node.path("value")),
        node.path("matched").asBoolean(true),
        node.path("time").asLong(-1));
  }

  private static String word(String file, long number, JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw new BadHistory(file, number, "this line says no \"" + name + "\"");
    }
    return value.asText();
  }

  private static @Nullable Object value(String file, long number, JsonNode node) {
    if (node.isArray()) {
      List<Value> values = new ArrayList<>();
      for (JsonNode element : node) {
        values.add(single(file, number, element));
      }
      return values;
    }
    return node.isMissingNode() || node.isNull() ? null : single(file, number, node);
  }

  private static Value single(String file, long number, JsonNode node) {
    if (node.isNull()) {
      return Value.NIL;
    }
    if (node.isIntegralNumber()) {
      return Value.number(node.bigIntegerValue().toString());
    }
    if (node.isNumber()) {
      return Value.number(node.asText());
    }
    if (node.isTextual()) {
      return Value.text(node.textValue());
    }
    if (node.isBoolean()) {
      return Value.word(node.asText());
    }
    throw new BadHistory(file, number, "a value is a number, text, null, or a list of these");
  }
}
