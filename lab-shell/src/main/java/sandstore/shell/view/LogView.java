package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.TermRuns;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event.KindCase;
import sandstore.shell.view.Press.Key;
import sandstore.wire.NodeId;

/**
 * The logs side by side: a row a node, a column an index. A solid block is committed as far as that
 * node knows, a dashed one is not, a struck one was truncated a moment ago.
 */
@AutoService(View.class)
public final class LogView implements View {
  private static final long STRUCK_MILLIS = 12_000;
  private static final int STRUCK_REACH = 20_000;
  private static final int LABEL = 20;
  private static final int EXPLANATION = 6;

  @Override
  public String name() {
    return "log";
  }

  @Override
  public int place() {
    return 2;
  }

  @Override
  public String about() {
    return "every log side by side: term, committed, struck out";
  }

  @Override
  public String keys() {
    return "left right h l: entry";
  }

  @Override
  public Ui press(Ui ui, Press press, Moment moment) {
    int by =
        press.is(Key.LEFT) || press.is('h') ? 1 : press.is(Key.RIGHT) || press.is('l') ? -1 : 0;
    by = press.is(Key.PAGE_UP) ? 20 : press.is(Key.PAGE_DOWN) ? -20 : by;
    if (press.is(Key.HOME)) {
      return ui.at(Integer.MAX_VALUE / 2, 0);
    }
    return by == 0 ? ui : ui.at((int) Math.min(span(moment.view()), ui.across() + by), 0);
  }

  private static long span(ClusterView view) {
    return Math.max(0, last(view, Map.of()) - 1);
  }

  private static long last(ClusterView view, Map<NodeId, EntriesTruncated> struck) {
    long last = view.nodes().values().stream().mapToLong(NodeView::lastIndex).max().orElse(0);
    return Math.max(
        last, struck.values().stream().mapToLong(EntriesTruncated::getLast).max().orElse(0));
  }

  @Override
  public void draw(Canvas canvas, Moment moment, Ui ui) {
    ClusterView view = moment.view();
    Map<NodeId, EntriesTruncated> struck = struck(moment);
    Canvas inside = canvas.panel("Log");
    int digits = String.valueOf(Math.max(1, view.term())).length();
    long last = last(view, struck);
    int cell = Math.max(digits + 3, String.valueOf(last).length() + 1);
    int columns = Math.max(1, (inside.width() - LABEL) / cell);
    long chosen = Math.max(1, last - Math.min(ui.across(), Math.max(0, last - 1)));
    long end = Math.max(Math.min(chosen + columns / 3, last + 1), Math.min(last + 1, columns));
    long begin = Math.max(1, end - columns + 1);
    Grid grid = new Grid(inside, moment, struck, begin, end, cell, digits, chosen);
    int nodes = Math.max(1, view.nodes().size());
    int room = inside.height() - 2 - EXPLANATION;
    int pitch = Math.max(1, Math.min(4, room / nodes));
    grid.head();
    int y = 1 + (pitch > 2 ? 1 : 0);
    for (NodeView node : view.nodes().values()) {
      if (y < inside.height() - EXPLANATION) {
        grid.row(y, node, pitch > 1);
      }
      y += pitch;
    }
    legend(canvas);
    int top = Math.min(inside.height() - EXPLANATION, y);
    if (top > 1 && last > 0) {
      explain(inside.part(0, top, inside.width(), EXPLANATION), moment, chosen, struck);
    }
  }

  private static void legend(Canvas canvas) {
    String words =
        " \u2590n\u258c committed  \u2506n\u2506 not known to be  \u2573n\u2573 struck out"
            + "  c commit  a applied  m match  n next ";
    if (words.length() + 4 > canvas.width()) {
      words =
          " \u2590 committed  \u2506 not yet  \u2573 struck  c a m n: commit applied match next ";
    }
    canvas.fitted(
        Math.max(2, canvas.width() - words.length() - 2),
        canvas.height() - 1,
        words,
        canvas.width() - 4,
        Ink.DIM);
  }

  /** What each node struck out of its log a moment ago, and has not written anew since. */
  private static Map<NodeId, EntriesTruncated> struck(Moment moment) {
    Map<NodeId, EntriesTruncated> struck = new HashMap<>();
    int[] seen = {0};
    moment.back(
        STRUCK_MILLIS,
        e -> {
          if (e.event().getKindCase() == KindCase.ENTRIES_TRUNCATED) {
            struck.putIfAbsent(new NodeId(e.event().getNode()), e.event().getEntriesTruncated());
          }
          return ++seen[0] < STRUCK_REACH;
        });
    return struck;
  }

  /** The rows, once it is known which indexes are shown. */
  private record Grid(
      Canvas canvas,
      Moment moment,
      Map<NodeId, EntriesTruncated> struck,
      long begin,
      long end,
      int cell,
      int digits,
      long chosen) {

    void head() {
      canvas.text(0, 0, "index", Ink.DIM);
      for (long i = begin; i <= end; i++) {
        boolean here = i == chosen;
        canvas.textTo(at(i) + digits + 2, 0, String.valueOf(i), here ? Ink.CURSOR : Ink.DIM);
      }
    }

    private int at(long index) {
      return LABEL + (int) (index - begin) * cell + cell - digits - 3;
    }

    void row(int y, NodeView n, boolean marks) {
      Sign sign = Sign.of(n);
      canvas.text(0, y, sign.glyph + " " + n.id(), sign.ink);
      canvas.fitted(9, y, Sign.word(n), LABEL - 10, sign.ink);
      if (marks) {
        canvas.text(2, y + 1, "term ", Ink.DIM);
        canvas.text(7, y + 1, String.valueOf(n.term()), Ink.term(n.term()));
      }
      EntriesTruncated gone = struck.get(n.id());
      for (long i = begin; i <= end; i++) {
        if (i < n.firstIndex() && i <= n.snapshotIndex()) {
          canvas.text(at(i), y, "\u2591".repeat(digits + 2), Ink.DIM);
        } else if (i <= n.lastIndex() && i >= n.firstIndex()) {
          entry(y, n, i);
        } else if (gone == null || i < gone.getFirst() || i > gone.getLast()) {
          canvas.text(at(i) + 1, y, "\u00b7", Ink.FRAME);
        }
        if (gone != null && i >= gone.getFirst() && i <= gone.getLast()) {
          // under what was written in its place since, if anything was
          boolean again = i <= n.lastIndex();
          if (!again || marks) {
            String term = term(TermRuns.termAt(gone.getTermsList(), i));
            canvas.text(at(i), again ? y + 1 : y, "\u2573" + term + "\u2573", Ink.BAD);
          }
        }
        if (marks) {
          marks(y + 1, n, i);
        }
      }
    }

    private void entry(int y, NodeView n, long i) {
      long term = TermRuns.termAt(n.terms(), i);
      boolean committed = i <= n.commitIndex();
      int x = at(i);
      if (committed) {
        canvas.put(x, y, '\u2590', Ink.term(term));
        canvas.text(x + 1, y, term(term), Ink.block(term));
        canvas.put(x + 1 + digits, y, '\u258c', Ink.term(term));
      } else {
        canvas.text(x, y, "\u2506" + term(term) + "\u2506", Ink.term(term));
      }
    }

    private String term(long term) {
      String text = String.valueOf(term);
      return " ".repeat(Math.max(0, digits - text.length())) + text;
    }

    /** Commit and applied index; and for a follower where the leader believes it to be. */
    private void marks(int y, NodeView n, long i) {
      StringBuilder marks = new StringBuilder();
      marks.append(i == n.commitIndex() ? "c" : "");
      marks.append(i == n.appliedIndex() ? "a" : "");
      Optional<NodeView.Replicator> replicator =
          moment.view().leader().map(l -> l.replicators().get(n.id()));
      replicator.ifPresent(
          r -> {
            marks.append(r.match() == i ? "m" : "");
            marks.append(r.next() == i ? "n" : "");
          });
      int room = cell - 1;
      if (marks.length() > 0 && canvas.charAt(at(i), y) == ' ') {
        String text = marks.length() > room ? marks.substring(0, room) : marks.toString();
        canvas.text(
            at(i) + (text.length() > digits + 2 ? 0 : (digits + 2 - text.length()) / 2),
            y,
            text,
            Ink.ACCENT);
      }
    }
  }

  private static void explain(
      Canvas canvas, Moment moment, long index, Map<NodeId, EntriesTruncated> struck) {
    int y = 0;
    for (String line : words(moment, index, struck)) {
      canvas.fitted(0, y, line, canvas.width(), y == 0 ? Ink.STRONG : Ink.PLAIN);
      y++;
    }
  }

  /** The entry in sentences. */
  private static List<String> words(
      Moment moment, long index, Map<NodeId, EntriesTruncated> struck) {
    ClusterView view = moment.view();
    Map<Long, List<String>> byTerm = new java.util.TreeMap<>();
    List<String> committed = new ArrayList<>();
    List<String> snapshot = new ArrayList<>();
    for (NodeView n : view.nodes().values()) {
      if (index >= n.firstIndex() && index <= n.lastIndex()) {
        byTerm
            .computeIfAbsent(TermRuns.termAt(n.terms(), index), t -> new ArrayList<>())
            .add(n.id().name());
        if (index <= n.commitIndex()) {
          committed.add(n.id().name());
        }
      } else if (index < n.firstIndex() && index <= n.snapshotIndex()) {
        snapshot.add(n.id().name());
      }
    }
    List<String> lines = new ArrayList<>();
    String what =
        Entries.words(moment, index)
            .orElse(
                committed.isEmpty()
                    ? "what it holds is told when a node applies it"
                    : "one of many that were written at once, or before these events");
    lines.add("Entry " + index + ": " + what);
    byTerm.forEach((term, nodes) -> lines.add("term " + term + " on " + String.join(", ", nodes)));
    if (!snapshot.isEmpty()) {
      lines.add("inside the snapshot of " + String.join(", ", snapshot));
    }
    int voters = view.voters().size();
    lines.add(
        committed.isEmpty()
            ? "no node knows it to be committed"
            : "known to be committed by "
                + (committed.size() == view.nodes().size() && voters > 1
                    ? "all"
                    : String.join(", ", committed)));
    Entries.client(moment, index).ifPresent(c -> lines.add("it answers " + c));
    struck.forEach(
        (node, gone) -> {
          if (index >= gone.getFirst() && index <= gone.getLast()) {
            String operations = String.join(", ", gone.getOperationsList());
            lines.add(
                node
                    + " struck out its entries "
                    + gone.getFirst()
                    + ".."
                    + gone.getLast()
                    + (operations.isEmpty() ? "" : ": " + operations));
          }
        });
    return lines;
  }

  @Override
  public List<String> describe(Moment moment) {
    ClusterView view = moment.view();
    List<String> lines = new ArrayList<>();
    for (NodeView n : view.nodes().values()) {
      String runs =
          n.terms().stream()
              .map(r -> "from " + r.getFirst() + " on of term " + r.getTerm())
              .collect(Collectors.joining(", "));
      lines.add(
          n.id()
              + (n.lastIndex() < n.firstIndex()
                  ? " has an empty log after " + (n.firstIndex() - 1)
                  : " has entries " + n.firstIndex() + " to " + n.lastIndex() + ", " + runs)
              + "; it knows "
              + n.commitIndex()
              + " to be committed and has applied "
              + n.appliedIndex()
              + ".");
    }
    struck(moment)
        .forEach(
            (node, gone) ->
                lines.add(
                    node
                        + " struck out entries "
                        + gone.getFirst()
                        + " to "
                        + gone.getLast()
                        + " a moment ago."));
    return lines;
  }
}
