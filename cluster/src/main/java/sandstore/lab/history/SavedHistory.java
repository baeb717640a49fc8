package sandstore.lab.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A history as it was read from a file.
 *
 * @param start what a key holds before anybody writes it, as far as the format says
 */
public record SavedHistory(History history, HistoryFormat format, Value start) {
  /** Larger files are refused: what is read is held in memory, twice for a moment. */
  static final long LARGEST_BYTES = 256L << 20;

  /**
   * Reads a file.
   *
   * @param format empty: guessed from how it begins
   * @throws BadHistory if it is not what it should be, with file and line
   */
  public static SavedHistory read(Path path, Optional<HistoryFormat> format) throws IOException {
    String file = String.valueOf(path.getFileName());
    if (Files.size(path) > LARGEST_BYTES) {
      throw new BadHistory(
          file, 1, "the file is larger than " + (LARGEST_BYTES >> 20) + " MiB; check it in parts");
    }
    byte[] bytes = Files.readAllBytes(path);
    try {
      return parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          file,
          format);
    } catch (CharacterCodingException e) {
      throw new BadHistory(file, 1, "the file is not text in UTF-8");
    }
  }

  /**
   * The same of text.
   *
   * @param file what to call it
   */
  public static SavedHistory parse(String text, String file, Optional<HistoryFormat> format) {
    HistoryFormat chosen =
        format
            .or(() -> HistoryFormat.of(text))
            .orElseThrow(
                () ->
                    new BadHistory(
                        file,
                        1,
                        "this begins like no history; --format says what it is: "
                            + HistoryFormat.names()));
    Pairing pairing = new Pairing(file, meaning(chosen));
    switch (chosen) {
      case EDN, KV_LINE ->
          new Edn(text, file, 1).maps((n, map) -> pairing.add(EdnFormat.entry(file, n, map)));
      case JEPSEN_LOG ->
          eachLine(text, (n, l) -> JepsenLog.entry(file, n, l).ifPresent(pairing::add));
      case JSON_LINES -> eachLine(text, (n, l) -> pairing.add(JsonLinesFormat.entry(file, n, l)));
    }
    History history = pairing.history();
    if (history.operations().isEmpty() && history.remarks().isEmpty()) {
      throw new BadHistory(file, 1, "there is no operation in it");
    }
    boolean saysNothing = chosen == HistoryFormat.EDN && !text.contains(":" + EdnFormat.ABSENT);
    return new SavedHistory(
        history,
        chosen,
        chosen == HistoryFormat.KV_LINE
            ? Value.text("")
            : saysNothing ? guessed(history) : Value.NIL);
  }

  private interface LineTaker {
    void take(long number, String line);
  }

  private static void eachLine(String text, LineTaker taker) {
    int from = 0;
    for (long number = 1; from < text.length(); number++) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      String line = text.substring(from, end);
      if (!line.isBlank()) {
        taker.take(number, line);
      }
      from = end + 1;
    }
  }

  /**
   * What a register held in the beginning: nothing. But Knossos's often begin at 0, and do not say
   * so; then somebody saw a 0 before anybody's write of it had been answered.
   */
  private static Value guessed(History history) {
    Value zero = Value.number("0");
    long written = Operation.NEVER;
    long seen = Operation.NEVER;
    for (Operation o : history.operations()) {
      if (o.outcome() != Operation.Outcome.OK) {
        continue;
      }
      switch (o.verb()) {
        case WRITE ->
            written = o.argument().equals(zero) ? Math.min(written, o.returned()) : written;
        case CAS -> {
          written = o.arguments().get(1).equals(zero) ? Math.min(written, o.returned()) : written;
          seen = o.argument().equals(zero) ? Math.min(seen, o.invoked()) : seen;
        }
        case READ -> seen = o.answer().contains(zero) ? Math.min(seen, o.returned()) : seen;
        default -> {}
      }
    }
    return seen < written ? zero : Value.NIL;
  }

  private static Pairing.Meaning meaning(HistoryFormat format) {
    boolean nilSaysNothing = format == HistoryFormat.EDN;
    return new Pairing.Meaning() {
      @Override
      public boolean wildcard(Entry answer) {
        return nilSaysNothing && answer.value() == null;
      }

      @Override
      public boolean mismatch(Entry answer) {
        return !answer.matched();
      }
    };
  }
}
