package sandstore.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sandstore.lab.Sheet;
import sandstore.lab.Style;
import sandstore.lessons.page.Page;

/**
 * A lesson beside a view: its screen as far as one has come, with ticks as they come true. Pure.
 */
final class LessonPane {
  private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9;]*)m");
  private static final int MARK = 2;

  /** One line, with what stands at its left. */
  private record Row(String mark, Ink markInk, String text, Ink ink) {
    static final Row EMPTY = new Row("", Ink.PLAIN, "", Ink.PLAIN);
  }

  private LessonPane() {}

  /**
   * @param up how many rows the person has gone up from the end
   */
  static void draw(Canvas canvas, Sheet sheet, int up) {
    Canvas inside = canvas.panel(sheet.where() + " \u00b7 " + sheet.title());
    List<Row> rows = rows(sheet, inside.width());
    int height = inside.height();
    int last = Math.max(Math.min(rows.size(), height), rows.size() - Math.max(0, up));
    int first = Math.max(0, last - height);
    for (int y = 0; y < last - first; y++) {
      row(inside, y, rows.get(first + y));
    }
    String more =
        (first > 0 ? " [ " + first + " lines above " : "")
            + (last < rows.size() ? " ] " + (rows.size() - last) + " below " : "");
    if (!more.isEmpty()) {
      canvas.textTo(canvas.width() - 2, canvas.height() - 1, more, Ink.DIM);
    }
  }

  /** In one line, for where there is no room: the ticks, and where the rest is. */
  static void strip(Canvas line, Sheet sheet) {
    line.row(0, ' ', Ink.PLAIN);
    String key = " z shows the lesson ";
    int x = line.text(1, 0, sheet.where(), Ink.GOOD) + 2;
    int end = line.width() - key.length() - 1;
    for (Sheet.Piece piece : sheet.pieces()) {
      Row row = check(piece);
      if (row != null && x + row.text().length() + MARK < end) {
        line.text(x, 0, row.mark(), row.markInk());
        x = line.text(x + MARK, 0, row.text(), row.ink()) + 2;
      }
    }
    line.text(end, 0, key, Ink.DIM);
  }

  private static List<Row> rows(Sheet sheet, int width) {
    List<Row> rows = new ArrayList<>();
    Sheet.Kind before = null;
    for (Sheet.Piece piece : sheet.pieces()) {
      boolean together = before != null && piece.kind() == before && !apart(before);
      boolean checks = before == Sheet.Kind.TASK && check(piece) != null;
      boolean listed = before != null && check(piece) != null && isCheck(before);
      if (before != null && !together && !checks && !listed) {
        rows.add(Row.EMPTY);
      }
      rows(piece, width, rows);
      before = piece.kind();
    }
    return rows;
  }

  /** Pieces of this kind are apart from each other, as paragraphs are. */
  private static boolean apart(Sheet.Kind kind) {
    return kind == Sheet.Kind.PROSE || kind == Sheet.Kind.QUESTION || kind == Sheet.Kind.GRADED;
  }

  private static boolean isCheck(Sheet.Kind kind) {
    return kind == Sheet.Kind.TICKED || kind == Sheet.Kind.OPEN || kind == Sheet.Kind.BROKEN;
  }

  private static @org.jspecify.annotations.Nullable Row check(Sheet.Piece piece) {
    return switch (piece.kind()) {
      case TICKED -> new Row("\u2714", Ink.GOOD, piece.text(), Ink.GOOD);
      case OPEN -> new Row("\u00b7", Ink.DIM, piece.text(), Ink.DIM);
      case BROKEN -> new Row("\u2718", Ink.BAD, piece.text() + ": must not be", Ink.BAD);
      default -> null;
    };
  }

  private static void rows(Sheet.Piece piece, int width, List<Row> rows) {
    Row check = check(piece);
    if (check != null) {
      rows.add(check);
      return;
    }
    boolean barred = piece.kind() != Sheet.Kind.PROSE && piece.kind() != Sheet.Kind.ONWARD;
    String mark = piece.kind() == Sheet.Kind.TYPED ? "\u203a" : barred ? "\u2503" : "";
    Ink bar = bar(piece.kind());
    int room = width - (mark.isEmpty() ? 0 : MARK);
    Ink ink = piece.kind() == Sheet.Kind.ONWARD ? Ink.DIM : Ink.PLAIN;
    for (String line : Page.lines(piece.text(), room + 1)) {
      rows.add(new Row(mark, bar, line, ink));
    }
  }

  private static Ink bar(Sheet.Kind kind) {
    return switch (kind) {
      case LOOK, TYPED -> Ink.ACCENT;
      case QUESTION -> Ink.WARN;
      case TASK -> Ink.GOOD;
      case GRADED -> Ink.STRONG;
      default -> Ink.DIM;
    };
  }

  private static void row(Canvas canvas, int y, Row row) {
    if (!row.mark().isEmpty()) {
      canvas.text(0, y, row.mark(), row.markInk());
    }
    styled(canvas, row.mark().isEmpty() ? 0 : MARK, y, row.text(), row.ink());
  }

  /** Text with the styles that {@link Style} writes. */
  private static void styled(Canvas canvas, int from, int y, String text, Ink plain) {
    Matcher style = STYLE.matcher(text);
    Ink ink = plain;
    int x = from;
    int at = 0;
    while (style.find()) {
      x = canvas.text(x, y, text.substring(at, style.start()), ink);
      ink = ink(style.group(1), plain);
      at = style.end();
    }
    canvas.text(x, y, text.substring(at), ink);
  }

  private static Ink ink(String code, Ink plain) {
    return switch (code) {
      case "1" -> Ink.STRONG;
      case "2" -> Ink.DIM;
      case "31" -> Ink.BAD;
      case "32" -> Ink.GOOD;
      case "33" -> Ink.WARN;
      case "36" -> Ink.ACCENT;
      default -> plain;
    };
  }
}
