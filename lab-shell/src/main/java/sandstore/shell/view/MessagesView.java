package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import sandstore.lab.LabEvent;
import sandstore.lab.story.Sentence;

/**
 * A space-time diagram: a lane a node, a row an event, time flows down. A call slants from where it
 * was sent to where it was received, its answer, dotted, back; what was swallowed ends in a cross.
 */
@AutoService(View.class)
public final class MessagesView implements View {
  private static final int REACH = 6_000;

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public int place() {
    return 3;
  }

  @Override
  public String about() {
    return "who said what to whom, and when it came";
  }

  @Override
  public String keys() {
    return "up down: scroll  b: heartbeats";
  }

  @Override
  public Ui press(Ui ui, Press press, Moment moment) {
    int by =
        switch (press.key()) {
          case UP -> 3;
          case DOWN -> -3;
          case PAGE_UP -> 30;
          case PAGE_DOWN -> -30;
          default -> press.is('k') ? 3 : press.is('j') ? -3 : 0;
        };
    if (by == 0) {
      return ui;
    }
    Ui still = ui.frozen() ? ui : ui.frozenAt(moment.order());
    return still.at(0, ui.down() + by);
  }

  @Override
  public void draw(Canvas canvas, Moment moment, Ui ui) {
    String title = "Messages" + (ui.chatter() ? "" : ", without heartbeats");
    Canvas inside = canvas.panel(title);
    String legend =
        " \u2500\u25b8 call  \u00b7\u00b7\u25b8 answer  \u2573 lost  \u2016 held  \u2503 leads  \u250a paused  ";
    canvas.textTo(canvas.width() - 2, canvas.height() - 1, legend, Ink.DIM);
    new Diagram(moment, ui).draw(inside);
  }

  @Override
  public List<String> describe(Moment moment) {
    List<String> lines = new ArrayList<>();
    List<LabEvent> newest = moment.newest(20, REACH, e -> Call.of(e) && !Call.heartbeat(e.event()));
    for (int i = newest.size() - 1; i >= 0; i--) {
      LabEvent e = newest.get(i);
      lines.add("e" + e.order() + ": " + Sentence.of(e.event()) + ".");
    }
    return lines.isEmpty() ? List.of("No calls but heartbeats of late.") : lines;
  }
}
