package sandstore.lab.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.TermRuns;
import sandstore.proto.Role;
import sandstore.proto.TermRun;

/**
 * Every node's log side by side: a row a node, a column a range of indexes in which no log changes
 * its term, begins, ends, or passes from committed to not. What a node does not know to be
 * committed is in parentheses; what only its snapshot holds is {@code snap}.
 */
public final class LogPicture {
  private static final String GAP = "  ";

  private LogPicture() {}

  /**
   * Lines of at most {@code width} characters where that can be; the oldest columns go first, and
   * {@code ..} stands for them.
   */
  public static List<String> draw(ClusterView view, int width) {
    List<NodeView> nodes = List.copyOf(view.nodes().values());
    if (nodes.isEmpty()) {
      return List.of("no nodes");
    }
    Table table = new Table();
    List<long[]> columns = columns(nodes);
    table.add("index", columns.stream().map(c -> Sentence.range(c[0], c[1])).toList(), "");
    for (NodeView n : nodes) {
      table.add(n.id().name(), columns.stream().map(c -> cell(n, c[0])).toList(), says(n));
    }
    List<String> lines = new ArrayList<>(table.lines(width));
    if (lines.stream().anyMatch(l -> l.contains("(t"))) {
      lines.add("(t..) not known to be committed there");
    }
    return List.copyOf(lines);
  }

  private static List<long[]> columns(List<NodeView> nodes) {
    SortedSet<Long> starts = new TreeSet<>();
    for (NodeView n : nodes) {
      boolean empty = n.lastIndex() < n.firstIndex();
      if (n.firstIndex() > 1) {
        starts.add(1L);
      }
      if (!empty) {
        starts.add(n.firstIndex());
      }
      n.terms().stream().map(TermRun::getFirst).forEach(starts::add);
      starts.add(n.lastIndex() + 1);
      if (n.commitIndex() >= n.firstIndex() && n.commitIndex() < n.lastIndex()) {
        starts.add(n.commitIndex() + 1);
      }
    }
    List<long[]> columns = new ArrayList<>();
    List<Long> sorted = List.copyOf(starts);
    for (int i = 0; i + 1 < sorted.size(); i++) {
      columns.add(new long[] {sorted.get(i), sorted.get(i + 1) - 1});
    }
    return columns;
  }

  private static String cell(NodeView n, long index) {
    if (index > n.lastIndex()) {
      return "";
    }
    if (index < n.firstIndex()) {
      return "snap";
    }
    String term = "t" + TermRuns.termAt(n.terms(), index);
    return index > n.commitIndex() ? "(" + term + ")" : term;
  }

  private static String says(NodeView n) {
    String who =
        n.alive() && n.role() != Role.ROLE_UNKNOWN
            ? n.role().name().toLowerCase(Locale.ROOT)
            : n.process().name().toLowerCase(Locale.ROOT);
    return who + ", committed " + n.commitIndex() + ", applied " + n.appliedIndex();
  }

  /** Rows of equal columns between a name and a remark. */
  private static final class Table {
    private final List<String> names = new ArrayList<>();
    private final List<List<String>> cells = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    void add(String name, List<String> row, String remark) {
      names.add(name);
      cells.add(row);
      remarks.add(remark);
    }

    List<String> lines(int width) {
      int first = firstThatFits(width);
      List<String> lines = new ArrayList<>();
      for (int row = 0; row < names.size(); row++) {
        StringBuilder line = new StringBuilder(padded(names.get(row), longest(names)));
        if (first > 0) {
          line.append(GAP).append("..");
        }
        for (int c = first; c < cells.get(row).size(); c++) {
          line.append(GAP).append(padded(cells.get(row).get(c), columnWidth(c)));
        }
        line.append(GAP).append(remarks.get(row));
        lines.add(line.toString().stripTrailing());
      }
      return lines;
    }

    private int firstThatFits(int width) {
      int left = width - longest(names) - longest(remarks) - 2 * GAP.length() - "..".length();
      int c = cells.get(0).size();
      while (c > 0 && left - columnWidth(c - 1) - GAP.length() >= 0) {
        c--;
        left -= columnWidth(c) + GAP.length();
      }
      return Math.min(c, Math.max(0, cells.get(0).size() - 1)); // the newest is always shown
    }

    private int columnWidth(int c) {
      return cells.stream().mapToInt(r -> r.get(c).length()).max().orElse(0);
    }

    private static int longest(List<String> texts) {
      return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
      return text + " ".repeat(width - text.length());
    }
  }
}
