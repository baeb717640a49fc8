package sandstore.shell.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.ScreenTerminal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.lab.Door;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.Style;
import sandstore.shell.reply.Amounts;
import sandstore.shell.reply.Verdict;

/**
 * The command line inside a view: a whole JLine reader, with its completion and history, on a
 * terminal that exists only in memory and whose cells are copied into the view. A thread of its own
 * reads and runs the lines; answers gather here until they are drawn.
 */
final class CommandBar implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandBar.class);
  private static final int ROWS = 6;
  private static final int ANSWER_ROWS = 9;
  private static final int KEPT = 400;
  private static final int CONTROL_C = 3;

  /** What Ctrl-C means while a line is typed. */
  private static final int CLEAR_LINE = 'U' - '@';

  /** The reader clears its screen and draws the line. */
  private static final int REDRAW = 'L' - '@';

  private static final String CLEAR = "\033[H\033[2J";

  private final Door lab;
  private final String type;
  private final Function<Terminal, LineReader> readers;
  private final Deque<String> answer = new ArrayDeque<>();
  private final AtomicReference<@Nullable String> asked = new AtomicReference<>();
  private final AtomicReference<@Nullable String> believing = new AtomicReference<>();
  private ScreenTerminal.@Nullable VirtualTerminal virtual;
  private @Nullable Thread thread;
  private int columns = 80;
  private String suggested = "";
  private int cursorX;
  private int cursorY;
  private volatile String running = "";

  /** What the command said is shown elsewhere. */
  private volatile boolean told;

  private volatile boolean toldNow;

  private volatile String progress = "";
  private volatile long standsAt;
  private volatile boolean closed;
  private volatile boolean over;

  CommandBar(Door lab, String type, Function<Terminal, LineReader> readers) {
    this.lab = lab;
    this.type = type;
    this.readers = readers;
  }

  /** The line is open, and the last answer is no longer of interest. */
  void open() {
    closed = false;
    synchronized (answer) {
      answer.clear();
    }
    if (virtual == null) {
      try {
        virtual = ScreenTerminal.withTerminal("command line", type, columns, ROWS);
        virtual.terminal().setSize(new Size(columns, ROWS));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Terminal inner = virtual.terminal();
      Thread reading = new Thread(() -> converse(inner), "command line");
      reading.setDaemon(true);
      thread = reading;
      reading.start();
    }
  }

  void resize(int width) {
    if (width == columns) {
      return;
    }
    columns = width;
    if (virtual != null) {
      virtual.screen().setSize(width, ROWS);
      virtual.terminal().setSize(new Size(width, ROWS));
      virtual.terminal().raise(Terminal.Signal.WINCH);
    }
  }

  /** Ctrl-C: stops the command that runs; clears the line if none does. */
  void interrupt() {
    Thread reading = thread;
    if (!running.isEmpty() && reading != null) {
      reading.interrupt();
    } else {
      type(CLEAR_LINE);
    }
  }

  /** A character as it came from the keyboard. */
  void type(int c) {
    if (c == CONTROL_C) {
      interrupt();
      return;
    }
    if (virtual != null) {
      try {
        virtual.terminal().processInputBytes(Character.toString(c).getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void converse(Terminal inner) {
    quiet(inner);
    LineReader reader = readers.apply(inner);
    while (!over) {
      try {
        inner.writer().print(CLEAR);
        inner.flush();
        String line = withoutColon(reader.readLine(": "));
        if (leaves(line, !lab.where().isEmpty())) {
          closed = true;
        } else if (!line.isEmpty()) {
          run(line);
        }
      } catch (UserInterruptException cleared) {
        var unused = Thread.interrupted();
      } catch (EndOfFileException left) {
        closed = true;
        return;
      } catch (RuntimeException e) {
        if (!over) {
          LOG.warn("the command line of a view", e);
        }
        closed = true;
        return;
      }
    }
  }

  /** As at the prompt, {@code quit} leaves a lesson first. */
  static boolean leaves(String line, boolean inLesson) {
    return line.equals("q") || line.equals("exit") || (line.equals("quit") && !inLesson);
  }

  /** The key that opens the line is easily pressed once more when it is open. */
  static String withoutColon(String typed) {
    return typed.strip().replaceFirst("^:\\s*", "");
  }

  /** What is typed while a command runs is not echoed, and is there when it has ended. */
  private static void quiet(Terminal inner) {
    Attributes attributes = inner.getAttributes();
    attributes.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    attributes.setLocalFlag(Attributes.LocalFlag.ICANON, false);
    inner.setAttributes(attributes);
  }

  /** The picture stands at that event, and whoever asks why asks of it; 0: it is live. */
  void standsAt(long order) {
    standsAt = order;
  }

  static String asOf(String line, long order) {
    boolean asks = line.matches("why\\s[^;&]*") && !line.contains(" --at");
    return asks && order > 0 ? line + " --at e" + order : line;
  }

  private void run(String line) {
    synchronized (answer) {
      answer.clear();
    }
    running = line;
    told = false;
    try {
      Lab.Ending ending = lab.run(asOf(line, standsAt), this::hear);
      if (ending.status() != 0) {
        say(Verdict.of(ending).name() + ": " + ending.message());
        if (!ending.hint().isEmpty()) {
          say("  " + ending.hint());
        }
      } else {
        synchronized (answer) {
          if (answer.isEmpty() && !told) {
            say("done: " + line);
          }
        }
      }
    } finally {
      running = "";
      progress = "";
      var unused = Thread.interrupted(); // Ctrl-C was for the command
    }
  }

  private void hear(Reply reply) {
    if (reply instanceof Reply.Result result) {
      if (result.kind().equals("watch")) {
        asked.set(String.valueOf(result.fields().get("view")));
      } else if (result.kind().equals("lesson") && !lab.sheet().isEmpty()) {
        told = true; // it is in the lesson's pane
        toldNow = true;
      } else if (result.kind().equals("as")) {
        believing.set(String.valueOf(result.fields().get("node")));
      } else {
        result.text().forEach(this::say);
      }
    } else if (reply instanceof Reply.Note note) {
      say(note.text());
    } else if (reply instanceof Reply.Progress p) {
      progress = p.task() + " " + Amounts.of(p.done(), p.total(), p.unit()) + " " + p.detail();
    }
  }

  /** A line of an answer. */
  void say(String text) {
    synchronized (answer) {
      answer.addLast(Style.strip(text));
      if (answer.size() > KEPT) {
        answer.removeFirst();
      }
    }
  }

  /** The view that a command asked for, once. */
  Optional<String> asked() {
    return Optional.ofNullable(asked.getAndSet(null));
  }

  /** The node as which a command asked to look, once; empty text for none. */
  Optional<String> believing() {
    return Optional.ofNullable(believing.getAndSet(null));
  }

  /** The lesson has answered, in its pane; asked once. */
  boolean told() {
    boolean was = toldNow;
    toldNow = false;
    return was;
  }

  /** It was left by what was typed; asked once. */
  boolean closed() {
    boolean was = closed;
    closed = false;
    return was;
  }

  /** The answer, and under it the line; as many rows as these need. */
  Canvas draw(int width, int mostRows) {
    followSuggestion();
    long[] cells = new long[columns * ROWS];
    int[] cursor = new int[2];
    int used = 1;
    if (virtual != null) {
      virtual.screen().dump(cells, cursor);
      used = Math.max(rowsUsed(cells), cursor[1] + 1);
    }
    List<String> lines;
    synchronized (answer) {
      lines = new ArrayList<>(answer);
    }
    String now = running;
    if (!now.isEmpty()) {
      lines.add("\u2026 " + (progress.isEmpty() ? now : progress) + "  (Ctrl-C stops it)");
    }
    int room = Math.max(0, Math.min(ANSWER_ROWS, mostRows - used - 1));
    int shown = Math.min(room, lines.size());
    Canvas canvas = new Canvas(width, shown + used + 1);
    canvas.row(0, '\u2500', Ink.FRAME);
    String hint = lines.size() > shown ? "the last " + shown + " of " + lines.size() : "";
    canvas.text(2, 0, " command \u00b7 Tab completes, Esc closes ", Ink.TITLE);
    canvas.textTo(width - 2, 0, hint, Ink.DIM);
    for (int i = 0; i < shown; i++) {
      String line = lines.get(lines.size() - shown + i);
      boolean bad = line.startsWith("refused") || line.startsWith("failed");
      canvas.fitted(1, 1 + i, line, width - 2, bad ? Ink.BAD : Ink.PLAIN);
    }
    blit(canvas, cells, shown + 1, used);
    cursorX = Math.min(cursor[0], width - 1);
    cursorY = shown + 1 + Math.min(cursor[1], used - 1);
    return canvas;
  }

  /** What could be typed has changed though no key was pressed: the line is drawn again. */
  private void followSuggestion() {
    String now = lab.sheet().suggests();
    if (!now.equals(suggested)) {
      suggested = now;
      type(REDRAW);
    }
  }

  private int rowsUsed(long[] cells) {
    for (int i = cells.length - 1; i >= 0; i--) {
      int c = ScreenTerminal.cellCodePoint(cells[i]);
      if (c != 0 && c != ' ') {
        return i / columns + 1;
      }
    }
    return 1;
  }

  private void blit(Canvas canvas, long[] cells, int top, int rows) {
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        long cell = cells[y * columns + x];
        int c = ScreenTerminal.cellCodePoint(cell);
        Ink ink =
            ScreenTerminal.cellInverse(cell)
                ? Ink.CURSOR
                : ScreenTerminal.cellDim(cell)
                    ? Ink.DIM
                    : ScreenTerminal.cellBold(cell)
                        ? Ink.STRONG
                        : ScreenTerminal.cellHasForeground(cell) ? Ink.ACCENT : Ink.PLAIN;
        canvas.put(x, top + y, c == 0 ? ' ' : (char) c, ink);
      }
    }
  }

  int cursorX() {
    return cursorX;
  }

  int cursorY() {
    return cursorY;
  }

  @Override
  public void close() {
    Thread reading = thread;
    over = true;
    try {
      if (virtual != null) {
        virtual.terminal().close();
      }
    } catch (IOException e) {
      LOG.warn("a terminal in memory does not close", e);
    }
    if (reading != null) {
      reading.interrupt();
    }
  }
}
