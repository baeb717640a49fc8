package sandstore.shell.view;

/**
 * What the person has chosen.
 *
 * @param view by name
 * @param mode who gets the keys
 * @param frozenAt order of the event at which the picture stands; 0 = live
 * @param across how far the cursor is from the end, in columns of the view (log: entries)
 * @param down how far it is from the newest, in rows of the view
 * @param filter events whose sentence has this word; empty = all
 * @param help the help lies over the view
 * @param swapped the other pane is shown where there is no room for both
 * @param detail what is under the cursor is shown in full
 * @param chatter heartbeats and timers are shown, too
 * @param paneUp how many rows a lesson's text is moved up from its end
 * @param as by what this node believes; empty = by what the lab has been told
 */
record Ui(
    String view,
    Mode mode,
    long frozenAt,
    int across,
    int down,
    String filter,
    boolean help,
    boolean swapped,
    boolean detail,
    boolean chatter,
    int paneUp,
    String as,
    Theme theme) {

  enum Mode {
    LOOKING,
    FILTERING,
    COMMANDING,
    LEAVING
  }

  static Ui of(String view, Theme theme) {
    return new Ui(view, Mode.LOOKING, 0, 0, 0, "", false, false, false, false, 0, "", theme);
  }

  boolean frozen() {
    return frozenAt > 0;
  }

  Ui showing(String name) {
    return new Ui(
        name, mode, frozenAt, 0, 0, filter, false, false, false, chatter, paneUp, as, theme);
  }

  Ui with(Mode other) {
    return new Ui(
        view, other, frozenAt, across, down, filter, help, swapped, detail, chatter, paneUp, as,
        theme);
  }

  Ui frozenAt(long order) {
    return new Ui(
        view, mode, order, across, down, filter, help, swapped, detail, chatter, paneUp, as, theme);
  }

  Ui at(int newAcross, int newDown) {
    int a = Math.max(0, newAcross);
    int d = Math.max(0, newDown);
    return new Ui(
        view, mode, frozenAt, a, d, filter, help, swapped, detail, chatter, paneUp, as, theme);
  }

  Ui filtering(String word) {
    return new Ui(
        view, mode, frozenAt, across, 0, word, help, swapped, detail, chatter, paneUp, as, theme);
  }

  Ui helping(boolean on) {
    return new Ui(
        view, mode, frozenAt, across, down, filter, on, swapped, detail, chatter, paneUp, as,
        theme);
  }

  Ui swapped(boolean on) {
    return new Ui(
        view, mode, frozenAt, across, down, filter, help, on, detail, chatter, paneUp, as, theme);
  }

  Ui detailed(boolean on) {
    return new Ui(
        view, mode, frozenAt, across, down, filter, help, swapped, on, chatter, paneUp, as, theme);
  }

  Ui chattering(boolean on) {
    return new Ui(
        view, mode, frozenAt, across, down, filter, help, swapped, detail, on, paneUp, as, theme);
  }

  Ui as(String node) {
    return new Ui(
        view, mode, frozenAt, across, down, filter, help, swapped, detail, chatter, paneUp, node,
        theme);
  }

  Ui paneUp(int rows) {
    int up = Math.max(0, rows);
    return new Ui(
        view, mode, frozenAt, across, down, filter, help, swapped, detail, chatter, up, as, theme);
  }

  Ui looking(Theme other) {
    return new Ui(
        view, mode, frozenAt, across, down, filter, help, swapped, detail, chatter, paneUp, as,
        other);
  }
}
