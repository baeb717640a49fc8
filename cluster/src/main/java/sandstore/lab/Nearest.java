package sandstore.lab;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guesses what a mistyped word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /** The known words at most a third of their letters (and two at the least) away, best first. */
  public static List<String> to(String typed, Collection<String> known) {
    record Guess(String word, int distance) {}
    return known.stream()
        .map(word -> new Guess(word, distance(typed, word)))
        .filter(g -> g.distance() <= Math.max(2, g.word().length() / 3))
        .filter(g -> g.distance() < g.word().length())
        .sorted(Comparator.comparingInt(Guess::distance).thenComparing(Guess::word))
        .limit(3)
        .map(Guess::word)
        .toList();
  }

  /**
   * How many insertions, deletions, replacements and swaps of neighbours turn one word into the
   * other (Damerau 1964, each letter touched at most once).
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        d[i][j] = swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
      }
    }
    return d[a.length()][b.length()];
  }
}
