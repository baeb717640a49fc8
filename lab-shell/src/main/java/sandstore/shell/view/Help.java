package sandstore.shell.view;

import java.util.ArrayList;
import java.util.List;

/** The help that lies over a view. */
final class Help {
  private static final int WIDTH = 66;

  private Help() {}

  static void draw(Canvas body, View view) {
    List<String[]> rows = new ArrayList<>();
    for (View v : Views.ALL) {
      rows.add(new String[] {String.valueOf(v.place()), v.name() + ": " + v.about()});
    }
    rows.add(new String[] {"", ""});
    rows.add(new String[] {"Tab z", "the next view; the other pane where only one fits"});
    rows.add(new String[] {"z [ ]", "in a lesson: the lesson and the view; its text up, down"});
    rows.add(new String[] {":", "the shell's own commands: :kill leader"});
    rows.add(new String[] {"space", "freezes the picture; the cluster goes on"});
    rows.add(new String[] {", .", "an event back, an event on (frozen: arrows too); < > fifty"});
    rows.add(new String[] {"End", "live again"});
    rows.add(new String[] {"/ b T", "filter events; heartbeats too; another theme"});
    rows.add(new String[] {"q Esc", "leaves"});
    if (!view.keys().isEmpty()) {
      rows.add(new String[] {"here", view.keys()});
    }
    int w = Math.min(WIDTH, body.width() - 2);
    int h = Math.min(rows.size() + 2, body.height());
    Canvas over = body.part((body.width() - w) / 2, (body.height() - h) / 2, w, h);
    over.fill(' ', Ink.PLAIN);
    Canvas inside = over.panel("Keys \u00b7 any key closes this");
    for (int y = 0; y < rows.size(); y++) {
      inside.text(0, y, rows.get(y)[0], Ink.ACCENT);
      inside.fitted(7, y, rows.get(y)[1], inside.width() - 7, Ink.PLAIN);
    }
  }
}
