package sandstore.shell.line;

import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;
import sandstore.lab.Style;

/**
 * The one place that writes to the terminal: lines that stay, at most one bar that is drawn again
 * in place, and the status line below. Any thread may call.
 */
final class Screen {
  private static final String ERASE_LINE = "\r\u001b[K";

  /** Below this there is no room for a status line. */
  private static final int LEAST_COLUMNS = 40;

  private static final int LEAST_ROWS = 8;

  private final Terminal terminal;
  private final LabReader reader;
  private final boolean redraws;
  private final boolean colours;
  private String bar = "";
  private List<AttributedString> status = List.of();

  /**
   * @param redraws whether the terminal can move its cursor, and the person wants that
   */
  Screen(Terminal terminal, LabReader reader, boolean redraws, boolean colours) {
    this.terminal = terminal;
    this.reader = reader;
    this.redraws = redraws;
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
          if (reader.typing()) {
            reader.printAbove(AttributedString.fromAnsi(line));
          } else {
            erase();
            terminal.writer().println(line);
            terminal.writer().print(bar);
            terminal.flush();
          }
        });
  }

  /** Draws the bar, or draws it again; nothing while a line is being typed. */
  void bar(String text) {
    if (!redraws) {
      return;
    }
    reader.locked(
        () -> {
          if (!reader.typing()) {
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
          reader.prompt(colours ? prompt : Style.strip(prompt));
          show(line.length() == 0 || !roomForStatus() ? List.of() : List.of(line));
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

  /** The terminal has changed its size while no line was being typed. */
  void resized() {
    Size size = terminal.getSize();
    reader.locked(
        () -> {
          Status place = Status.getStatus(terminal, false);
          if (place != null) {
            place.resize(size);
            status = List.of();
          }
        });
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
