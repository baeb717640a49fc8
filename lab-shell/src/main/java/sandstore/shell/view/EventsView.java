package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.story.Sentence;
import sandstore.shell.view.Press.Key;

/** The stream in sentences; Enter opens one in full and takes all views to that moment. */
@AutoService(View.class)
public final class EventsView implements View {
  private static final int REACH = 40_000;
  private static final int DETAIL = 12;

  @Override
  public String name() {
    return "events";
  }

  @Override
  public int place() {
    return 5;
  }

  @Override
  public String about() {
    return "what happened, in sentences";
  }

  @Override
  public String keys() {
    return "up down: choose  Enter: open, go there";
  }

  @Override
  public Ui press(Ui ui, Press press, Moment moment) {
    int by =
        switch (press.key()) {
          case UP -> 1;
          case DOWN -> -1;
          case PAGE_UP -> 20;
          case PAGE_DOWN -> -20;
          default -> press.is('k') ? 1 : press.is('j') ? -1 : 0;
        };
    if (by != 0) {
      Ui still =
          ui.frozen() ? ui : ui.frozenAt(moment.order()); // a list that runs is not chosen from
      return still.at(0, ui.down() + by);
    }
    if (press.is(Key.ENTER)) {
      return chosen(moment, ui).map(e -> ui.frozenAt(e.order()).at(0, 0).detailed(true)).orElse(ui);
    }
    return ui;
  }

  private static boolean wanted(LabEvent e, Ui ui) {
    return (ui.chatter() || !Story.chatter(e.event()))
        && (ui.filter().isEmpty()
            || Sentence.of(e.event())
                .toLowerCase(Locale.ROOT)
                .contains(ui.filter().toLowerCase(Locale.ROOT)));
  }

  private static List<LabEvent> newest(Moment moment, Ui ui, int limit) {
    return moment.newest(limit, REACH, e -> wanted(e, ui) || opened(e, moment, ui));
  }

  /** What was opened is shown even where a filter would hide it. */
  private static boolean opened(LabEvent e, Moment moment, Ui ui) {
    return ui.detail() && e.order() == moment.order();
  }

  private static Optional<LabEvent> chosen(Moment moment, Ui ui) {
    List<LabEvent> events = newest(moment, ui, ui.down() + 1);
    return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
  }

  @Override
  public void draw(Canvas canvas, Moment moment, Ui ui) {
    int below = ui.detail() ? Math.min(DETAIL, canvas.height() / 2) : 0;
    Canvas list = canvas.part(0, 0, canvas.width(), canvas.height() - below);
    String title =
        "Events" + (ui.filter().isEmpty() ? "" : " with \u201c" + ui.filter() + "\u201d");
    Canvas inside = list.panel(title + (ui.chatter() ? ", all" : ""));
    int skip = Math.max(0, ui.down() - inside.height() / 2);
    List<LabEvent> events = newest(moment, ui, inside.height() + skip);
    if (events.isEmpty()) {
      inside.text(0, 0, "no such event", Ink.DIM);
    }
    int shown = Math.min(inside.height(), events.size() - skip);
    for (int i = 0; i < shown; i++) {
      LabEvent e = events.get(skip + i);
      boolean here = skip + i == ui.down() && (ui.frozen() || ui.down() > 0);
      row(inside, shown - 1 - i, moment, e, here);
    }
    String hint = ui.chatter() ? " b hides calls and timers " : " b shows calls and timers too ";
    list.textTo(list.width() - 2, list.height() - 1, hint, Ink.DIM);
    if (below > 0) {
      chosen(moment, ui)
          .ifPresent(
              e -> detail(canvas.part(0, canvas.height() - below, canvas.width(), below), e));
    }
  }

  private static void row(Canvas canvas, int y, Moment moment, LabEvent e, boolean here) {
    if (here) {
      canvas.row(y, ' ', Ink.CURSOR);
    }
    Ink quiet = here ? Ink.CURSOR : Ink.DIM;
    canvas.text(0, y, here ? "\u25b8" : " ", quiet);
    int x = canvas.text(1, y, Story.clock(moment, e), quiet);
    String id = "e" + e.order();
    x = canvas.text(x + 1, y, id, quiet) + Math.max(0, 7 - id.length());
    canvas.fitted(
        x + 1,
        y,
        Sentence.of(e.event()),
        canvas.width() - x - 1,
        here ? Ink.CURSOR : Story.ink(e.event()));
  }

  private static void detail(Canvas canvas, LabEvent e) {
    canvas.fill(' ', Ink.PLAIN);
    Canvas inside = canvas.panel("e" + e.order() + " in full");
    int y = 0;
    for (String line : e.event().toString().strip().split("\n", -1)) {
      inside.fitted(0, y++, sandstore.lab.Style.harmless(line), inside.width(), Ink.PLAIN);
    }
  }

  @Override
  public List<String> describe(Moment moment) {
    List<String> lines = new ArrayList<>();
    List<LabEvent> newest = moment.newest(20, REACH, e -> !Story.chatter(e.event()));
    for (int i = newest.size() - 1; i >= 0; i--) {
      LabEvent e = newest.get(i);
      lines.add("e" + e.order() + ": " + Sentence.of(e.event()) + ".");
    }
    return lines;
  }
}
