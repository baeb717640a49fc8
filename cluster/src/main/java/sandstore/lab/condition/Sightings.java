package sandstore.lab.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * The {@code seen(KIND, CONDITION)} in a condition's text, taken out of it: what is left asks for
 * them by number, and every other character stands where it stood.
 *
 * @param text with {@code seen(0)}, {@code seen(1)} .. in their places
 */
record Sightings(String text, List<Sighting> all) {
  static final String FUNCTION = "seen";
  private static final int MOST = 8;

  static Sightings in(String text) throws BadCondition {
    StringBuilder left = new StringBuilder(text);
    List<Sighting> all = new ArrayList<>();
    int at = next(text, 0);
    while (at >= 0) {
      int open = text.indexOf('(', at);
      int comma = end(text, open + 1, ',');
      int close = end(text, open + 1, ')');
      String kind = comma < 0 ? "" : unquoted(text.substring(open + 1, comma).strip());
      if (kind.isEmpty() || close < comma) {
        throw new BadCondition(
            "seen is asked for a kind of event and a condition on it",
            at,
            "seen('EntriesTruncated', event.node == 'node1')");
      }
      if (all.size() == MOST) {
        throw new BadCondition("a condition has at most " + MOST + " seen", at, "");
      }
      all.add(Sighting.compile(kind, text.substring(comma + 1, close), comma + 1));
      blank(left, open + 1, close, String.valueOf(all.size() - 1));
      at = next(text, close);
    }
    return new Sightings(left.toString(), List.copyOf(all));
  }

  private static int next(String text, int from) {
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      quote = quote == 0 ? (c == '\'' || c == '"' ? c : 0) : (c == quote ? 0 : quote);
      boolean begins = i == 0 || !Character.isJavaIdentifierPart(text.charAt(i - 1));
      if (quote == 0 && begins && text.startsWith(FUNCTION + "(", i)) {
        return i;
      }
    }
    return -1;
  }

  /** Where this character stands outside of quotes and inner brackets; -1 if nowhere. */
  private static int end(String text, int from, char wanted) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (depth == 0 && c == wanted) {
        return i;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      }
    }
    return -1;
  }

  private static String unquoted(String word) {
    boolean quoted =
        word.length() > 2
            && (word.charAt(0) == '\'' || word.charAt(0) == '"')
            && word.charAt(word.length() - 1) == word.charAt(0);
    return quoted ? word.substring(1, word.length() - 1) : "";
  }

  private static void blank(StringBuilder text, int from, int to, String number) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      text.setCharAt(i, i - from < number.length() ? number.charAt(i - from) : c == '\n' ? c : ' ');
    }
  }
}
