package sandstore.shell.view;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Door;
import sandstore.lab.Sheet;
import sandstore.shell.view.Press.Key;
import sandstore.shell.view.Ui.Mode;

/**
 * A view on the whole terminal, until the person leaves it. One loop on one thread: what was typed
 * and what a command answered change what is chosen, then it is drawn again.
 */
public final class Watch {
  private static final long FRAME_MILLIS = 33;

  /** Is told of each frame when it is on the terminal. */
  interface Drawn {
    /**
     * @param order of the newest event in it
     */
    void drawn(Ui ui, long order);
  }

  private final Terminal terminal;
  private final Source source;
  private final boolean ascii;
  private final Keys keys;
  private final Optional<CommandBar> commands;
  private final Drawn drawn;
  private Ui ui;
  private boolean whole;

  /** What the lesson said when it was drawn last. */
  private Sheet sheet = Sheet.NONE;

  /** There is no room for a view and a lesson. */
  private boolean either;

  private Watch(
      Terminal terminal,
      Source source,
      Optional<CommandBar> commands,
      Ui ui,
      boolean ascii,
      Drawn drawn) {
    this.drawn = drawn;
    this.terminal = terminal;
    this.source = source;
    this.commands = commands;
    this.ui = ui;
    this.ascii = ascii;
    this.keys = new Keys(terminal);
  }

  /**
   * Shows a running lab.
   *
   * @param view its name
   * @param theme its name; empty for the one that the person has set
   * @param readers makes a reader of command lines, as the prompt's, on another terminal
   */
  public static void lab(
      Door lab,
      Terminal terminal,
      Function<Terminal, LineReader> readers,
      String view,
      String theme,
      boolean ascii) {
    Ui ui = Ui.of(view, Settings.theme(theme));
    lab(lab, terminal, readers, ui, ascii || !Settings.unicode(terminal), (u, order) -> {});
  }

  static void lab(
      Door lab,
      Terminal terminal,
      Function<Terminal, LineReader> readers,
      Ui ui,
      boolean ascii,
      Drawn drawn) {
    try (CommandBar bar = new CommandBar(lab, terminal.getType(), readers)) {
      Settings.complaint(System.getenv()).ifPresent(bar::say);
      new Watch(terminal, Source.of(lab), Optional.of(bar), ui, ascii, drawn).run();
    }
  }

  /** Plays a recording. */
  static void recording(Terminal terminal, Source source, Ui ui) {
    boolean ascii = !Settings.unicode(terminal);
    new Watch(terminal, source, Optional.empty(), ui, ascii, (u, order) -> {}).run();
  }

  private void run() {
    Thread hook = new Thread(() -> JLineTerminal.leaveBehind(terminal), "leave the view");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      JLineTerminal backed = new JLineTerminal(terminal);
      TerminalScreen screen = new TerminalScreen(backed);
      screen.startScreen();
      try {
        loop(backed, screen, new Painter(screen));
      } finally {
        screen.stopScreen(false); // keys that were typed ahead are the prompt's
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      unhook(hook);
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      hook.interrupt(); // it runs already
    }
  }

  private void loop(JLineTerminal backed, TerminalScreen screen, Painter painter)
      throws IOException {
    while (ui.mode() != Mode.LEAVING && source.ended().isEmpty()) {
      TerminalSize resized = screen.doResizeIfNecessary();
      draw(screen, painter, resized != null || backed.resumed());
      long frame = System.nanoTime() + FRAME_MILLIS * 1_000_000;
      long left;
      boolean pressed = false;
      while (!pressed && (left = (frame - System.nanoTime()) / 1_000_000) > 0) {
        int key = keys.await(left);
        if (key < 0) {
          return; // nobody is there any more
        }
        pressed = key > 0 && take();
      }
      if (backed.interrupted()) {
        interrupt();
      }
      commands.ifPresent(this::hear);
    }
  }

  private void draw(TerminalScreen screen, Painter painter, boolean again) throws IOException {
    TerminalSize size = screen.getTerminalSize();
    either = Shared.either(size.getColumns(), size.getRows());
    Canvas below = null;
    int @Nullable [] cursor = null;
    if (ui.mode() == Mode.COMMANDING && commands.isPresent()) {
      CommandBar bar = commands.get();
      bar.resize(size.getColumns());
      below = bar.draw(size.getColumns(), size.getRows() / 2);
      int y = size.getRows() - below.height();
      cursor = new int[] {bar.cursorX(), y + bar.cursorY()};
    }
    Moment moment = moment();
    int rows = below == null ? 0 : below.height();
    follow(source.sheet());
    Canvas frame = Frame.draw(size.getColumns(), size.getRows(), moment, ui, rows, sheet);
    if (below != null) {
      frame.part(0, size.getRows() - rows, size.getColumns(), rows).copy(below);
    }
    boolean all = again || whole;
    whole = false;
    painter.paint(ascii ? frame.inAscii() : frame, ui.theme(), cursor, all);
    drawn.drawn(ui, moment.order());
  }

  /** Goes along with a lesson: to the view that it speaks of, and to the end of what it says. */
  private void follow(Sheet now) {
    if (!now.view().isEmpty() && !now.view().equals(sheet.view()) && !sheet.isEmpty()) {
      ui = ui.showing(now.view()).swapped(ui.swapped());
    }
    if (!now.where().equals(sheet.where()) || now.pieces().size() != sheet.pieces().size()) {
      ui = ui.paneUp(0);
    }
    sheet = now;
  }

  private Moment moment() {
    Moment newest = source.newest();
    return ui.frozen() ? Moment.at(newest.timeline(), ui.frozenAt()) : newest;
  }

  /** Takes what was typed; false while that is not a whole key. */
  private boolean take() {
    if (ui.mode() == Mode.COMMANDING && commands.isPresent()) {
      int c = keys.character();
      if (keys.alone(c)) {
        ui = ui.with(Mode.LOOKING);
      } else {
        commands.get().type(c);
      }
      return true;
    }
    Press press = keys.next();
    if (press != null) {
      press(press);
    }
    return press != null;
  }

  private void press(Press press) {
    if (press.is(Key.REDRAW)) {
      whole = true;
      return;
    }
    Ui before = ui;
    ui = Update.press(ui, press, moment());
    if (ui.mode() == Mode.COMMANDING && before.mode() != Mode.COMMANDING) {
      if (commands.isEmpty()) {
        ui = ui.with(Mode.LOOKING); // a recording obeys nobody
      } else {
        commands.get().open();
      }
    }
    if (ui.equals(before)) {
      source.press(press);
    }
    source.standsAt(ui.frozenAt());
    commands.ifPresent(bar -> bar.standsAt(ui.frozenAt()));
  }

  /** JLine makes a signal of a Ctrl-C even where the terminal does not. */
  private void interrupt() {
    if (ui.mode() == Mode.COMMANDING && commands.isPresent()) {
      commands.get().interrupt();
    } else {
      press(Press.of(Key.INTERRUPT));
    }
  }

  private void hear(CommandBar bar) {
    bar.asked().ifPresent(view -> ui = ui.showing(view));
    bar.believing().ifPresent(node -> ui = ui.as(node));
    if (bar.told() && either) {
      ui = ui.swapped(true);
    }
    if (bar.closed()) {
      ui = ui.with(Mode.LOOKING);
    }
  }
}
