package sandstore.shell.view;

import java.util.Optional;
import sandstore.shell.view.Press.Key;
import sandstore.shell.view.Ui.Mode;

/** What a key does: a pure function from what was chosen to what is chosen now. */
final class Update {
  private static final int PANE_STEP = 5;

  private Update() {}

  static Ui press(Ui ui, Press press, Moment moment) {
    if (ui.mode() == Mode.FILTERING) {
      return filter(ui, press);
    }
    if (ui.help()) {
      return ui.helping(false);
    }
    Ui after =
        shared(ui, press, moment).orElseGet(() -> Views.named(ui.view()).press(ui, press, moment));
    // Where a view has no use for Enter, it opens the command line as a colon does.
    return press.is(Key.ENTER) && after.equals(ui) ? ui.with(Mode.COMMANDING) : after;
  }

  private static Optional<Ui> shared(Ui ui, Press press, Moment moment) {
    return switch (press.key()) {
      case TAB -> Optional.of(ui.showing(Views.after(ui.view(), 1).name()));
      case BACK_TAB -> Optional.of(ui.showing(Views.after(ui.view(), -1).name()));
      case ESCAPE -> Optional.of(back(ui));
      case INTERRUPT -> Optional.of(ui.with(Mode.LEAVING));
      case END -> Optional.of(ui.frozenAt(0).at(0, 0));
      case LEFT -> ui.frozen() ? Optional.of(step(ui, moment, -1)) : Optional.empty();
      case RIGHT -> ui.frozen() ? Optional.of(step(ui, moment, 1)) : Optional.empty();
      case CHARACTER -> character(ui, press.character(), moment);
      default -> Optional.empty();
    };
  }

  private static Optional<Ui> character(Ui ui, char c, Moment moment) {
    if (c >= '1' && c < '1' + Views.ALL.size()) {
      return Optional.of(ui.showing(Views.ALL.get(c - '1').name()));
    }
    return switch (c) {
      case 'q' -> Optional.of(ui.with(Mode.LEAVING));
      case '?' -> Optional.of(ui.helping(true));
      case '[' -> Optional.of(ui.paneUp(ui.paneUp() + PANE_STEP));
      case ']' -> Optional.of(ui.paneUp(ui.paneUp() - PANE_STEP));
      case 'z' -> Optional.of(ui.swapped(!ui.swapped()));
      case 'b' -> Optional.of(ui.chattering(!ui.chatter()));
      case 'T' -> Optional.of(ui.looking(ui.theme().next()));
      case ' ' -> Optional.of(ui.frozen() ? ui.frozenAt(0) : ui.frozenAt(moment.order()));
      case ',' -> Optional.of(step(ui, moment, -1));
      case '.' -> Optional.of(step(ui, moment, 1));
      case '<' -> Optional.of(step(ui, moment, -50));
      case '>' -> Optional.of(step(ui, moment, 50));
      case '/' -> Optional.of(ui.showing("events").with(Mode.FILTERING));
      case ':' -> Optional.of(ui.with(Mode.COMMANDING));
      default -> Optional.empty();
    };
  }

  /** Out of what is open, one thing at a time; then out of the view. */
  private static Ui back(Ui ui) {
    if (ui.detail()) {
      return ui.detailed(false);
    }
    return ui.filter().isEmpty() ? ui.with(Mode.LEAVING) : ui.filtering("");
  }

  private static Ui step(Ui ui, Moment moment, int by) {
    long first = moment.timeline().first();
    long last = moment.timeline().last();
    return ui.frozenAt(Math.max(1, Math.max(first, Math.min(last, moment.order() + by))));
  }

  private static Ui filter(Ui ui, Press press) {
    String word = ui.filter();
    return switch (press.key()) {
      case CHARACTER -> ui.filtering(word + press.character());
      case BACKSPACE ->
          word.isEmpty()
              ? ui.with(Mode.LOOKING)
              : ui.filtering(word.substring(0, word.length() - 1));
      case ENTER -> ui.with(Mode.LOOKING);
      case ESCAPE, INTERRUPT -> ui.filtering("").with(Mode.LOOKING);
      default -> press.is(Key.TAB) ? ui.with(Mode.LOOKING) : ui;
    };
  }
}
