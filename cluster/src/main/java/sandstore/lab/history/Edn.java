package sandstore.lab.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * As much of EDN, Clojure's data notation, as histories are written in: maps, vectors, lists, sets,
 * text, numbers, keywords, symbols, comments, and tags, which are passed over. A map becomes a
 * {@link Map} by the names of its keys, a sequence a {@link List}, nil null, all else a {@link
 * Value}.
 */
final class Edn {
  private static final int DEEPEST = 32;

  private final String text;
  private final String file;
  private int at;
  private int line;

  /**
   * @param firstLine the number of the text's first line in its file
   */
  Edn(String text, String file, int firstLine) {
    this.text = text;
    this.file = file;
    this.line = firstLine;
  }

  /**
   * Hands over each map, with the line on which it begins: of one sequence, or on the top level.
   */
  void maps(BiConsumer<Integer, Map<String, @Nullable Object>> taker) {
    boolean sequence = false;
    char close = 0;
    if (more() && (peek() == '[' || peek() == '(')) {
      close = peek() == '[' ? ']' : ')';
      sequence = true;
      at++;
    }
    while (more()) {
      if (sequence && peek() == close) {
        at++;
        if (more()) {
          throw bad("there is more after the end of the history");
        }
        return;
      }
      int begins = line;
      Object form = form(0);
      if (!(form instanceof Map<?, ?>)) {
        throw new BadHistory(file, begins, "a history consists of maps: {:process 0, :type ..}");
      }
      @SuppressWarnings("unchecked") // form() makes no other maps
      Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) form;
      taker.accept(begins, map);
    }
    if (sequence) {
      throw bad("the file ends before the history does: " + close + " is missing");
    }
  }

  private BadHistory bad(String problem) {
    return new BadHistory(file, line, problem);
  }

  /** Passes over what means nothing; whether anything is left. */
  private boolean more() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
      }
      if (Character.isWhitespace(c) || c == ',' || c == '\ufeff') {
        at++;
      } else if (c == ';') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return true;
      }
    }
    return false;
  }

  private char peek() {
    return text.charAt(at);
  }

  private @Nullable Object form(int depth) {
    if (depth > DEEPEST) {
      throw bad("brackets within brackets, more than " + DEEPEST + " deep");
    }
    if (!more()) {
      throw bad("the file ends in the middle of a value");
    }
    char c = peek();
    switch (c) {
      case '{':
        at++;
        return map(depth);
      case '[':
        at++;
        return sequence(']', depth);
      case '(':
        at++;
        return sequence(')', depth);
      case '"':
        return Value.text(string());
      case '#':
        return tagged(depth);
      case '}', ']', ')':
        throw bad("a " + c + " that closes nothing");
      default:
        return atom(token());
    }
  }

  private @Nullable Object tagged(int depth) {
    at++;
    if (at < text.length() && peek() == '{') {
      at++;
      return sequence('}', depth);
    }
    if (at < text.length() && peek() == '_') {
      at++;
      form(depth + 1);
      return form(depth + 1);
    }
    String tag = token();
    return tag.isEmpty() ? null : form(depth + 1);
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    int begins = line;
    while (true) {
      if (!more()) {
        throw new BadHistory(file, begins, "a map that is never closed: } is missing");
      }
      if (peek() == '}') {
        at++;
        return map;
      }
      Object key = form(depth + 1);
      if (more() && peek() == '}') {
        throw bad("a map with a key and no value");
      }
      map.put(key instanceof Value v ? v.text() : String.valueOf(key), form(depth + 1));
    }
  }

  private List<@Nullable Object> sequence(char close, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    int begins = line;
    while (true) {
      if (!more()) {
        throw new BadHistory(
            file, begins, "a sequence that is never closed: " + close + " is missing");
      }
      if (peek() == close) {
        at++;
        return list;
      }
      list.add(form(depth + 1));
    }
  }

  private String string() {
    int begins = line;
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = peek();
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c == '\n') {
        line++;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        out.append(escaped());
      } else {
        out.append(c);
      }
    }
    throw new BadHistory(file, begins, "text that is never closed: \" is missing");
  }

  private char escaped() {
    char c = peek();
    if (c == 'u') {
      try {
        char made = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
        at += 4;
        return made;
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        throw bad("after \\u come four hexadecimal digits");
      }
    }
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\' -> c;
      default -> throw bad("text cannot hold \\" + Pairing.cut(String.valueOf(c)));
    };
  }

  private String token() {
    int start = at;
    while (at < text.length() && " \t\r\n,;[](){}\"".indexOf(peek()) < 0) {
      at++;
    }
    if (at == start) {
      throw bad(
          "a value is missing before "
              + Pairing.cut(text.substring(at, Math.min(at + 1, text.length()))));
    }
    return text.substring(start, at);
  }

  private @Nullable Object atom(String token) {
    if (token.equals("nil")) {
      return null;
    }
    if (token.startsWith(":")) {
      return Value.word(token.substring(1));
    }
    String digits = token.endsWith("N") ? token.substring(0, token.length() - 1) : token;
    if (digits.matches("[+-]?[0-9]{1,300}")) {
      return Value.number(Value.plain(digits));
    }
    if (token.matches("[+-]?[0-9][0-9.eEM+/-]{0,300}")) {
      return Value.number(token);
    }
    if (token.matches("[A-Za-z0-9._*+!?$%&=<>/'\\\\@^~|:#-]{1,300}")) {
      return Value.word(token);
    }
    throw bad("this is no EDN: " + Pairing.cut(token));
  }
}
