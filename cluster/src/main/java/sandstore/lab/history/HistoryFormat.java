package sandstore.lab.history;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a history is written in a file. */
public enum HistoryFormat {
  /** Lines of Jepsen's log. */
  JEPSEN_LOG("jepsen-log"),
  /** One EDN map a line, of get, put and append on keys: Porcupine's. */
  KV_LINE("kv-line"),
  /** A vector of EDN maps: Knossos's. */
  EDN("edn"),
  /** One JSON object a line: ours. */
  JSON_LINES("jsonl");

  private final String word;

  HistoryFormat(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** The format of this name. */
  public static Optional<HistoryFormat> named(String word) {
    return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
  }

  /** All names, for people. */
  public static String names() {
    return Arrays.stream(values()).map(HistoryFormat::word).collect(Collectors.joining(", "));
  }

  /** What the first line that says anything looks like; empty: like none of them. */
  static Optional<HistoryFormat> of(String text) {
    String first =
        text.lines()
            .map(line -> line.replace("\ufeff", "").strip())
            .filter(line -> !line.isEmpty() && !line.startsWith(";"))
            .findFirst()
            .orElse("");
    if (first.matches("\\{\\s*\".*")) {
      return Optional.of(JSON_LINES);
    }
    if (first.matches("\\{.*\\}") && first.matches(".*:f\\s+:(get|put|append)\\b.*")) {
      return Optional.of(KV_LINE);
    }
    if (first.matches("([\\[({]|#[{_]).*")) {
      return Optional.of(EDN);
    }
    return text.lines().limit(200).anyMatch(JepsenLog::looksLike)
        ? Optional.of(JEPSEN_LOG)
        : Optional.empty();
  }
}
