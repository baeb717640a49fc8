package sandstore.shell.line;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Style;

/**
 * The one place that writes to the terminal: lines that stay, at most one bar that is drawn again
 * in place, and the status line below. Any thread may call.
 */
final class Screen {
  /** Rows from the first to that one scroll; the cursor stays where it is. */
  private static final String SCROLL_REGION = "\0337\033[1;%dr\0338";

  private static final String LAST_LINE = "\033[999;1H";

  /** So many lines that were said while a view was open are printed after it. */
  private static final int KEPT = 200;

  private static final String ERASE_LINE = "\r\u001b[K";

  /** Below this there is no room for a status line. */
  private static final int LEAST_COLUMNS = 40;

  private static final int LEAST_ROWS = 8;
  private static final String TOO_SMALL =
      "this terminal of %dx%d is too small for a status line, which takes %dx%d; the rest works";

  private final Terminal terminal;
  private final LabReader reader;
  private final boolean redraws;
  private final boolean colours;
  private Size size;
  private String bar = "";
  private List<AttributedString> status = List.of();

  /** Someone else draws on the whole terminal; what is said meanwhile waits. */
  private boolean lent;

  private final List<String> saidMeanwhile = new ArrayList<>();

  /**
   * @param redraws whether the terminal can move its cursor, and the person wants that
   */
  Screen(Terminal terminal, LabReader reader, boolean redraws, boolean colours) {
    this.terminal = terminal;
    this.reader = reader;
    this.redraws = redraws;
    this.size = terminal.getSize();
    this.colours = colours;
  }

  int columns() {
    int columns = terminal.getSize().getColumns();
    return columns > 0 ? columns : 80;
  }

  /** Prints a line that stays: above what is being typed, or above the bar. */
  void say(String text) {
    reader.locked(() -> Wrapped.lines(text, columns()).forEach(this::sayWhole));
  }

  /** The same for what programs read: never broken. */
  void sayWhole(String text) {
    String line = colours ? text : Style.strip(text);
    reader.locked(
        () -> {
          if (lent) {
            keep(line);
          } else if (reader.typing()) {
            reader.printAbove(AttributedString.fromAnsi(line));
          } else {
            erase();
            terminal.writer().println(line);
            terminal.writer().print(bar);
            terminal.flush();
          }
        });
  }

  private void keep(String line) {
    if (saidMeanwhile.size() < KEPT) {
      saidMeanwhile.add(line);
    }
  }

  boolean lent() {
    return lent;
  }

  /**
   * Leaves the whole terminal to someone for as long as that runs, who gives it back with the
   * cursor where it was.
   */
  void lend(Runnable whole) {
    Size before = terminal.getSize();
    Status place = Status.getStatus(terminal, false);
    reader.locked(
        () -> {
          noBar();
          lent = true;
          if (place != null) {
            place.suspend();
          }
        });
    try {
      whole.run();
    } finally {
      reader.locked(() -> takeBack(before, place));
    }
  }

  private void takeBack(Size before, @Nullable Status place) {
    lent = false;
    Size now = terminal.getSize();
    if (place != null) {
      if (now.equals(before)) {
        terminal.writer().print(SCROLL_REGION.formatted(now.getRows() - place.size()));
      } else {
        size = now;
        place.resize(now);
        place.reset();
        status = List.of();
        terminal.writer().print(LAST_LINE);
      }
      place.restore();
    }
    terminal.flush();
    saidMeanwhile.forEach(this::sayWhole);
    saidMeanwhile.clear();
  }

  /** Draws the bar, or draws it again; nothing while a line is being typed. */
  void bar(String text) {
    if (!redraws) {
      return;
    }
    reader.locked(
        () -> {
          if (!reader.typing() && !lent) {
            erase();
            bar = colours ? text : Style.strip(text);
            terminal.writer().print(bar);
            terminal.flush();
          }
        });
  }

  void noBar() {
    reader.locked(
        () -> {
          erase();
          bar = "";
          terminal.flush();
        });
  }

  private void erase() {
    if (!bar.isEmpty()) {
      terminal.writer().print(ERASE_LINE);
    }
  }

  /** Brings prompt and status line up to date; an empty status takes its line away. */
  void state(String prompt, AttributedString line) {
    reader.locked(
        () -> {
          if (lent) {
            return;
          }
          reader.prompt(colours ? prompt : Style.strip(prompt));
          AttributedString shown = colours ? line : new AttributedString(line.toString());
          show(shown.length() == 0 || !roomForStatus() ? List.of() : List.of(shown));
        });
  }

  private boolean roomForStatus() {
    Size size = terminal.getSize();
    return redraws && size.getColumns() >= LEAST_COLUMNS && size.getRows() >= LEAST_ROWS;
  }

  private void show(List<AttributedString> lines) {
    if (lines.equals(status)) {
      return;
    }
    Status place = Status.getStatus(terminal, !lines.isEmpty());
    if (place != null) {
      place.update(lines);
      status = lines;
    }
  }

  /**
   * To be asked now and then: whether the terminal has another size than when it was asked last.
   * Then the status line is laid out anew; what it says must be given again.
   */
  boolean resized() {
    Size now = terminal.getSize();
    if (lent || now.equals(size)) {
      return false;
    }
    reader.locked(
        () -> {
          size = now;
          Status place = Status.getStatus(terminal, false);
          if (place != null) {
            place.resize(now);
            place.reset();
            status = List.of();
          }
          if (!roomForStatus() && redraws) {
            say(TOO_SMALL.formatted(now.getColumns(), now.getRows(), LEAST_COLUMNS, LEAST_ROWS));
          }
        });
    return true;
  }

  /** Gives the whole terminal back. */
  void close() {
    reader.locked(
        () -> {
          noBar();
          show(List.of());
          terminal.flush();
        });
  }
}
