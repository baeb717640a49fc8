package sandstore.lessons.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import sandstore.lab.Style;

/** A table in columns that are as wide as what is in them; the last one breaks its lines. */
final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 12;

  private Table() {}

  static List<String> lines(TableBlock table, int width) {
    List<List<Flow>> rows = new ArrayList<>();
    for (Node section = table.getFirstChild(); section != null; section = section.getNext()) {
      for (Node row = section.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow) {
          rows.add(cells(row));
        }
      }
    }
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    List<String> lines = new ArrayList<>();
    int[] widths = new int[columns];
    for (List<Flow> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        widths[c] = Math.max(widths[c], length(row.get(c).line()));
      }
    }
    for (List<Flow> row : rows) {
      lines.addAll(row(row, widths, width));
    }
    return lines;
  }

  private static List<Flow> cells(Node row) {
    List<Flow> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      boolean head = cell instanceof TableCell c && c.isHeader();
      cells.add(Page.flow(cell, head ? Optional.of(Style.STRONG) : Optional.empty()));
    }
    return cells;
  }

  private static List<String> row(List<Flow> row, int[] widths, int width) {
    StringBuilder line = new StringBuilder("  ");
    int column = 2;
    for (int c = 0; c + 1 < row.size(); c++) {
      String cell = row.get(c).line();
      line.append(cell).append(" ".repeat(Math.max(0, widths[c] - length(cell)))).append(GAP);
      column += widths[c] + GAP.length();
    }
    List<String> last =
        row.isEmpty()
            ? List.of()
            : row.get(row.size() - 1).lines(Math.max(NARROWEST, width - column));
    List<String> lines = new ArrayList<>();
    lines.add(line + (last.isEmpty() ? "" : last.get(0)));
    for (int i = 1; i < last.size(); i++) {
      lines.add(" ".repeat(column) + last.get(i));
    }
    return lines;
  }

  private static int length(String styled) {
    return Style.strip(styled).length();
  }
}
