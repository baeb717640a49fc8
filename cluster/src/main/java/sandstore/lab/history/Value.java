package sandstore.lab.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A value as a client wrote or saw it. Two are the same value if kind and text are.
 *
 * @param text of a number its digits, of a word its name, of text itself; of {@code NIL} nothing
 * @param label what a person is shown instead, e.g. the beginning of a long content; no part of the
 *     value
 */
public record Value(Kind kind, String text, String label) {
  /** What sort of value it is: the number 1 and the text "1" differ. */
  public enum Kind {
    /** Nothing is there. */
    NIL,
    NUMBER,
    TEXT,
    /** A name that stands for itself, as {@code :held}. */
    WORD
  }

  /** No value: a register nobody has written, a file that does not exist. */
  public static final Value NIL = new Value(Kind.NIL, "", "");

  private static final int SHOWN = 28;

  public static Value number(String digits) {
    return new Value(Kind.NUMBER, digits, "");
  }

  public static Value text(String text) {
    return new Value(Kind.TEXT, text, "");
  }

  public static Value word(String name) {
    return new Value(Kind.WORD, name, "");
  }

  /** What a file holds, known by the SHA-256 of all of it, in hexadecimal. */
  public static Value content(String sha256) {
    return text(sha256).shownAs("content " + sha256.substring(0, Math.min(8, sha256.length())));
  }

  /** The same value, shown as this. */
  public Value shownAs(String words) {
    return new Value(kind, text, words);
  }

  /**
   * A value as a person types it: {@code nil}, {@code 3}, {@code "x"}, {@code x}; quotes make text
   * of anything.
   */
  public static Value typed(String word) {
    if (word.equals("nil") || word.equals("null")) {
      return NIL;
    }
    if (word.length() >= 2 && word.startsWith("\"") && word.endsWith("\"")) {
      return text(word.substring(1, word.length() - 1));
    }
    return word.matches("[+-]?[0-9]{1,300}") ? number(plain(word)) : text(word);
  }

  /** Digits without what does not count, so that 03 and +3 are 3. */
  static String plain(String digits) {
    return new java.math.BigInteger(digits).toString();
  }

  public boolean isNil() {
    return kind == Kind.NIL;
  }

  /** As a picture shows it: short, on one line. */
  public String shown() {
    if (!label.isEmpty()) {
      return label;
    }
    return switch (kind) {
      case NIL -> "nil";
      case NUMBER -> shortened(text);
      case WORD -> text;
      case TEXT -> "\"" + shortened(text.replaceAll("\\p{Cntrl}", "\u00b7")) + "\"";
    };
  }

  /** The end is kept, since that is where two long values that grew differ. */
  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : ".." + text.substring(text.length() - SHOWN + 2);
  }

  /** Several values as a picture shows them, at most six. */
  public static String shown(List<Value> values) {
    String first = values.stream().limit(6).map(Value::shown).collect(Collectors.joining(" "));
    return "[" + first + (values.size() > 6 ? " .. " + values.size() + " in all" : "") + "]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Value v && kind == v.kind && text.equals(v.text);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + kind.ordinal();
  }

  @Override
  public String toString() {
    return shown();
  }
}
