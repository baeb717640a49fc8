package sandstore.shell.input;

import java.util.List;
import sandstore.lab.view.ClusterView;

/** What can follow in {@code A -> B}. */
final class Links {
  private static final List<Offer> ARROWS =
      List.of(Offer.of("->", "one way"), Offer.of("<->", "both ways"));

  private Links() {}

  static List<Offer> next(ClusterView view, Words words) {
    return next(view, words, words.before().subList(1, words.before().size()));
  }

  /**
   * @param typed what stands before the word, from where the link would begin
   */
  static List<Offer> next(ClusterView view, Words words, List<String> typed) {
    boolean arrow = typed.stream().anyMatch(w -> w.endsWith("->"));
    boolean fromIsThere = !typed.isEmpty() && !typed.get(typed.size() - 1).endsWith(",");
    if (!arrow && fromIsThere) {
      return ARROWS;
    }
    boolean toIsThere = arrow && !typed.get(typed.size() - 1).endsWith("->");
    return toIsThere ? List.of() : Targets.nextEnd(view, words);
  }
}
