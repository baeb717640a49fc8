package sandstore.lab;

import java.util.List;

/**
 * One command as typed: its name, its arguments, and whether it runs in the background.
 *
 * @param words at least one; the first names the command
 * @param background it ended with {@code &}
 */
public record Statement(List<Word> words, boolean background) {
  public Statement {
    words = List.copyOf(words);
  }

  public String name() {
    return words.get(0).text();
  }

  List<Word> arguments() {
    return words.subList(1, words.size());
  }

  boolean asksForJson() {
    return arguments().stream().anyMatch(Word::asksForJson);
  }

  /** A line that means the same; this is what a job shows, and what {@code -k} loops over. */
  public String source() {
    return String.join(" ", words.stream().map(Word::typed).toList()) + (background ? " &" : "");
  }
}
