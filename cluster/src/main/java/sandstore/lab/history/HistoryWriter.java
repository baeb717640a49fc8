package sandstore.lab.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import sandstore.lab.history.Operation.Outcome;

/** Writes a history as files that others read: JSON Lines, and EDN as Knossos has it. */
public final class HistoryWriter {
  /** One line to be: an invocation, an answer, or a fault. */
  private record Row(
      long moment,
      boolean answers,
      String process,
      String type,
      String verb,
      String key,
      List<Value> values,
      boolean list,
      boolean mismatch,
      long nanos) {}

  private HistoryWriter() {}

  /** One JSON object a line. */
  public static void jsonLines(History history, Appendable out) throws IOException {
    for (Row row : rows(history)) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("process", row.process).put("type", row.type).put("f", row.verb);
      if (!row.key.isEmpty()) {
        node.put("key", row.key);
      }
      if (row.list) {
        ArrayNode array = node.putArray("value");
        row.values.forEach(v -> array.add(json(v)));
      } else if (!row.values.isEmpty()) {
        node.set("value", json(row.values.get(0)));
      }
      if (row.mismatch) {
        node.put("matched", false);
      }
      if (row.nanos >= 0) {
        node.put("time", row.nanos);
      }
      out.append(node.toString()).append('\n');
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode json(Value value) {
    JsonNodeFactory f = JsonNodeFactory.instance;
    return switch (value.kind()) {
      case NIL -> f.nullNode();
      case NUMBER ->
          value.text().matches("-?[0-9]+")
              ? f.numberNode(new java.math.BigInteger(value.text()))
              : f.textNode(value.text());
      case TEXT, WORD -> f.textNode(value.text());
    };
  }

  /** A vector of maps, one a line. Where nothing was there it says {@code :absent}. */
  public static void edn(History history, Appendable out) throws IOException {
    String before = "[";
    for (Row row : rows(history)) {
      out.append(before).append("{:process ").append(process(row.process));
      out.append(", :type :").append(row.type).append(", :f :").append(row.verb);
      if (!row.key.isEmpty()) {
        out.append(", :key ").append(quoted(row.key));
      }
      out.append(", :value ").append(ednValue(row));
      if (row.mismatch) {
        out.append(", :matched false");
      }
      if (row.nanos >= 0) {
        out.append(", :time ").append(Long.toString(row.nanos));
      }
      out.append('}');
      before = "\n ";
    }
    out.append(before.equals("[") ? "[]\n" : "]\n");
  }

  private static String process(String process) {
    return process.matches("[0-9]{1,18}")
        ? process
        : process.equals("nemesis") ? ":nemesis" : quoted(process);
  }

  private static String ednValue(Row row) {
    if (row.list) {
      return row.values.stream().map(HistoryWriter::edn).collect(Collectors.joining(" ", "[", "]"));
    }
    return row.values.isEmpty() ? "nil" : edn(row.values.get(0));
  }

  private static String edn(Value value) {
    return switch (value.kind()) {
      case NIL -> ":" + EdnFormat.ABSENT;
      case NUMBER -> value.text();
      case WORD -> ":" + value.text();
      case TEXT -> quoted(value.text());
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private static List<Row> rows(History history) {
    List<Row> rows = new ArrayList<>();
    for (Operation o : history.operations()) {
      List<Value> asked = o.arguments();
      boolean pair = o.verb() == Verb.CAS;
      String verb = o.verb() == Verb.MEMBERS ? "read" : o.verb().word();
      rows.add(
          new Row(
              o.invoked(),
              false,
              o.client(),
              "invoke",
              verb,
              o.key(),
              asked,
              pair,
              false,
              o.startNanos()));
      if (o.open()) {
        continue;
      }
      boolean saw = o.verb().reads() && o.outcome() == Outcome.OK;
      rows.add(
          new Row(
              o.returned(),
              true,
              o.client(),
              type(o.outcome()),
              verb,
              o.key(),
              saw ? o.answer() : asked,
              pair || (saw && o.verb() == Verb.MEMBERS),
              o.outcome() == Outcome.MISMATCH,
              o.endNanos()));
    }
    for (FaultBand f : history.faults()) {
      rows.add(fault(f.from(), false, f.words().replace(' ', '-')));
      if (f.to() != Operation.NEVER) {
        rows.add(fault(f.to(), true, "stop"));
      }
    }
    // In one moment askers come first: closed intervals that touch are concurrent.
    rows.sort(Comparator.comparingLong(Row::moment).thenComparing(Row::answers));
    return rows;
  }

  private static Row fault(long moment, boolean ends, String word) {
    return new Row(moment, ends, "nemesis", "info", word, "", List.of(), false, false, -1);
  }

  private static String type(Outcome outcome) {
    return switch (outcome) {
      case OK -> "ok";
      case MISMATCH, NOT -> "fail";
      case UNKNOWN -> "info";
    };
  }
}
