package sandstore.lessons.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sandstore.lab.Refusal;

/**
 * How many hands a class raised for each choice of a question.
 *
 * @param byChoice by letter, in order; only choices that somebody chose
 */
record Hands(Map<String, Integer> byChoice) {
  private static final int MOST = 10_000;
  private static final String EXAMPLE = "a 12 b 7; or the letter alone, for all";

  /**
   * Reads {@code a 12 b 7}; a letter alone is one hand, for all.
   *
   * @throws Refusal if it is something else, or nobody raised a hand
   */
  static Hands read(List<String> words) {
    Map<String, Integer> hands = new TreeMap<>();
    if (words.size() == 1) {
      hands.put(words.get(0), 1);
      return new Hands(hands);
    }
    for (int i = 0; i < words.size(); i += 2) {
      String count = i + 1 < words.size() ? words.get(i + 1) : "";
      if (!count.matches("[0-9]{1,5}") || Integer.parseInt(count) > MOST) {
        throw new Refusal("a letter and how many raised a hand, for each choice", EXAMPLE);
      }
      hands.merge(words.get(i), Integer.parseInt(count), Integer::sum);
    }
    hands.values().removeIf(n -> n == 0);
    if (hands.isEmpty()) {
      throw new Refusal("nobody raised a hand", EXAMPLE);
    }
    return new Hands(hands);
  }

  /** The choice that most took; the first of them if two are level. */
  String most() {
    return byChoice.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  int all() {
    return byChoice.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What became of their prediction, in Markdown. */
  String verdict(String right, String inWords) {
    int knew = byChoice.getOrDefault(right, 0);
    return knew + " of " + all() + " said so: it was **" + right + ") " + inWords + "**";
  }

  @Override
  public String toString() {
    return byChoice.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
