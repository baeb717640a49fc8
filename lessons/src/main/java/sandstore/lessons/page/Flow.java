package sandstore.lessons.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sandstore.lab.Style;

/** Words with their styles, on their way to being lines. */
final class Flow {
  private record Piece(String text, Optional<Style> style) {}

  private final List<List<Piece>> words = new ArrayList<>();
  private boolean open;

  /** Adds text; blanks in it end words. */
  void add(String text, Optional<Style> style) {
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        open = false;
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      piece(new Piece(Style.harmless(text.substring(at, end)), style));
      at = end;
    }
  }

  /** Adds text that is not broken: a command that is to be typed. */
  void addWhole(String text, Style style) {
    piece(new Piece(Style.harmless(text), Optional.of(style)));
  }

  private void piece(Piece piece) {
    if (!open) {
      words.add(new ArrayList<>());
    }
    words.get(words.size() - 1).add(piece);
    open = true;
  }

  /** As lines of at most so many columns, where words allow. */
  List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int column = 0;
    for (List<Piece> word : words) {
      int length = word.stream().mapToInt(p -> p.text().length()).sum();
      if (column > 0 && column + 1 + length > width) {
        lines.add(line.toString());
        line.setLength(0);
        column = 0;
      }
      if (column > 0) {
        line.append(' ');
        column++;
      }
      word.forEach(p -> line.append(p.style().map(s -> s.of(p.text())).orElse(p.text())));
      column += length;
    }
    if (column > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** On one line, however long. */
  String line() {
    return String.join("", lines(Integer.MAX_VALUE));
  }
}
