package sandstore.shell.view;

import java.util.OptionalLong;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;

/** A row a node: role, term, log, and how long it has heard no leader. */
final class NodeTable {
  private static final int BAR = 10;

  private NodeTable() {}

  /** Returns how many rows it took. */
  static int draw(Canvas canvas, Moment moment, Heard heard) {
    ClusterView view = moment.view();
    String head = "  node   role       term   last commit  appl";
    canvas.text(0, 0, head, Ink.DIM);
    boolean bars = canvas.width() >= head.length() + 1 + BAR;
    if (bars) {
      String said = canvas.width() >= head.length() + 15 ? "heard a leader" : "heard";
      canvas.text(head.length() + 1, 0, said, Ink.DIM);
    }
    int y = 1;
    for (NodeView n : view.nodes().values()) {
      row(canvas, y++, moment, n, heard, bars ? head.length() + 1 : -1);
    }
    return y;
  }

  private static void row(Canvas canvas, int y, Moment moment, NodeView n, Heard heard, int barAt) {
    Sign sign = Sign.of(n);
    canvas.put(0, y, sign.glyph, sign.ink);
    canvas.fitted(2, y, n.id().name(), 6, sign.ink);
    canvas.fitted(9, y, Sign.word(n), 10, sign.ink);
    canvas.textTo(24, y, String.valueOf(n.term()), Ink.term(n.term()));
    boolean behind = n.alive() && n.term() < moment.view().term();
    if (behind) {
      canvas.put(24, y, '<', Ink.WARN);
    }
    canvas.textTo(31, y, String.valueOf(n.lastIndex()), Ink.PLAIN);
    canvas.textTo(38, y, String.valueOf(n.commitIndex()), Ink.PLAIN);
    canvas.textTo(44, y, String.valueOf(n.appliedIndex()), Ink.PLAIN);
    if (barAt < 0) {
      return;
    }
    int room = canvas.width() - barAt;
    if (Heard.waits(n)) {
      OptionalLong age = heard.ageMillis(moment, n);
      long timeout = n.electionTimeoutMillis();
      Heard.bar(canvas, barAt, y, BAR, age.orElse(2 * timeout), timeout);
      String ms = age.isPresent() ? age.getAsLong() + " ms" : "too long";
      if (room >= BAR + 1 + ms.length()) {
        canvas.text(barAt + BAR + 1, y, ms, Ink.DIM);
      }
    } else {
      String says = n.leads() ? "leads" : n.exitCause().isEmpty() ? sign.word : n.exitCause();
      canvas.fitted(barAt, y, says, room, Ink.DIM);
    }
  }
}
