package sandstore.shell.view;

import org.jspecify.annotations.Nullable;
import sandstore.lab.LabEvent;

/** The calls of a space-time diagram: there, back, lost on the way, or waiting for a word. */
final class CallArrows {
  private final Diagram.Grid grid;

  CallArrows(Diagram.Grid grid) {
    this.grid = grid;
  }

  void draw(Canvas body, Call call) {
    Integer fromX = grid.laneX().get(call.from);
    Integer toX = grid.laneX().get(call.to);
    if (fromX == null || toX == null) {
      return;
    }
    Integer sent = grid.row(call.sent);
    Integer received = grid.row(call.received);
    Integer ended = grid.row(call.ended);
    Ink ink = call.letter() == 'H' ? Ink.DIM : call.ink();
    int toward = Integer.signum(toX - fromX);
    LabEvent left = call.sent == null ? call.ended : call.sent;
    waits(body, call.requestWait, grid.row(left), "[" + call.letter(), fromX, toward);
    waits(body, call.replyWait, grid.row(call.ended), "[" + call.letter() + "'", toX, -toward);
    boolean lost = call.fate == Call.Fate.DROPPED;
    if (lost && call.sent == null && ended != null) {
      int middle = (fromX + toX) / 2;
      arrow(body, fromX, ended, middle, ended, 1, Ink.BAD, call.question());
      body.put(middle, ended, '\u2573', Ink.BAD);
      return;
    }
    if (sent != null && lost) {
      int middle = (fromX + toX) / 2;
      int y = ended == null ? sent : ended;
      arrow(body, fromX, sent, middle, y, 1, Ink.BAD, call.question());
      body.put(middle, y, '\u2573', Ink.BAD);
      return;
    }
    if (sent != null && received != null) {
      arrow(body, fromX, sent, toX, received, 1, ink, call.question());
      head(body, fromX, toX, received, ink);
    } else if (sent != null) {
      arrow(
          body, fromX, sent, toX - Integer.signum(toX - fromX) * 2, sent, 3, ink, call.question());
    } else if (received != null) {
      arrow(
          body,
          toX,
          received,
          toX - Integer.signum(toX - fromX) * (grid.gap() / 2),
          Math.max(0, received - 1),
          1,
          ink,
          call.question());
      head(body, fromX, toX, received, ink);
    }
    if (ended != null) {
      answer(body, call, fromX, toX, received == null ? ended : received, ended, ink);
    }
  }

  /** From where it began to wait to where it left, or to now: beside the lane of who has it. */
  private void waits(
      Canvas body,
      Call.@Nullable Wait wait,
      @Nullable Integer left,
      String mark,
      int x,
      int toward) {
    Integer first = wait == null ? null : grid.row(wait.since);
    if (wait == null || first == null) {
      return;
    }
    int newest = grid.rowOf().values().stream().mapToInt(Integer::intValue).max().orElse(first);
    int last = wait.until == null ? newest : left == null ? first : left - 1;
    for (int y = first; y <= Math.max(first, last); y++) {
      body.put(x + toward, y, '\u2016', Ink.WARN);
    }
    String words = Canvas.fit(mark + " " + wait.id + "]", grid.gap() - 4);
    body.text(toward > 0 ? x + 3 : x - 2 - words.length(), first, words, Ink.WARN);
  }

  private void answer(Canvas body, Call call, int fromX, int toX, int begin, int end, Ink ink) {
    switch (call.fate) {
      case ANSWERED -> {
        arrow(body, toX, begin, fromX, end, 3, ink, call.answer());
        head(body, toX, fromX, end, ink);
      }
      case REPLY_DROPPED -> {
        int middle = (fromX + toX) / 2;
        arrow(body, toX, begin, middle, end, 3, Ink.BAD, "answer");
        body.put(middle, end, '\u2573', Ink.BAD);
      }
      case FAILED -> {
        int toward = Integer.signum(toX - fromX);
        String words = "\u2573 " + call.kind + " failed";
        int x = toward > 0 ? fromX + 1 : fromX - 1 - words.length();
        body.fitted(Math.max(grid.clock(), x), end, words, grid.gap() - 2, Ink.BAD);
      }
      default -> {}
    }
  }

  private void arrow(
      Canvas body, int x1, int y1, int x2, int y2, int every, Ink ink, String words) {
    int toward = Integer.signum(x2 - x1);
    body.line(x1 + toward, y1, x2 - toward, y2, every, ink);
    int room = Math.max(0, Math.abs(x2 - x1) - 6);
    String label = Canvas.fit(words, Math.min(room, grid.gap() * 2));
    // near the sender, where the lines of several calls are still apart
    int x = toward > 0 ? x1 + 3 : x1 - 2 - label.length();
    body.text(x, y1, label, ink);
  }

  private static void head(Canvas body, int fromX, int toX, int y, Ink ink) {
    body.put(toX - Integer.signum(toX - fromX), y, fromX < toX ? '\u25b8' : '\u25c2', ink);
  }
}
