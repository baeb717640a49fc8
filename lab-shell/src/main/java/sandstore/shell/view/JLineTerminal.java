package sandstore.shell.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * JLine's terminal as Lanterna wants one: Lanterna writes its escapes here, and everything else
 * (modes, size, signals, keys) is JLine's. A frame is written at once, between the marks of a
 * synchronised update, so that no half of one is seen.
 */
final class JLineTerminal extends ANSITerminal {
  private static final String BEGIN_UPDATE = "\033[?2026h";
  private static final String END_UPDATE = "\033[?2026l";

  /** The whole screen scrolls again; the prompt's status line had its rows kept out. */
  private static final String WHOLE_SCREEN_SCROLLS = "\033[r";

  private final Terminal terminal;
  private final Charset charset;
  private final Frames frames;
  private @Nullable Attributes before;
  private @Nullable SignalHandler resizeBefore;
  private @Nullable SignalHandler interruptBefore;
  private @Nullable SignalHandler continueBefore;
  private volatile boolean resumed;
  private volatile boolean interrupted;

  JLineTerminal(Terminal terminal) {
    this(terminal, new Frames(terminal.output()));
  }

  private JLineTerminal(Terminal terminal, Frames frames) {
    super(InputStream.nullInputStream(), frames, UTF_8);
    this.terminal = terminal;
    this.frames = frames;
    this.charset = terminal.encoding() == null ? UTF_8 : terminal.encoding();
  }

  /** Gathers what is written until it is flushed. */
  private static final class Frames extends ByteArrayOutputStream {
    private final OutputStream sink;
    private long written;

    Frames(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public synchronized void flush() throws IOException {
      if (count > 0) {
        sink.write(BEGIN_UPDATE.getBytes(UTF_8));
        sink.write(buf, 0, count);
        sink.write(END_UPDATE.getBytes(UTF_8));
        sink.flush();
        written += count;
        count = 0;
      }
    }
  }

  /** Bytes that all frames took. */
  long written() {
    return frames.written;
  }

  /** Whether the process was stopped and goes on since this was asked last. */
  boolean resumed() {
    boolean was = resumed;
    resumed = false;
    return was;
  }

  /** Whether a Ctrl-C came by signal since this was asked last. */
  boolean interrupted() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  @Override
  public void enterPrivateMode() throws IOException {
    terminal.flush();
    before = terminal.getAttributes();
    raw();
    resizeBefore =
        terminal.handle(
            Signal.WINCH,
            signal -> {
              Size size = terminal.getSize();
              onResized(size.getColumns(), size.getRows());
            });
    interruptBefore = terminal.handle(Signal.INT, signal -> interrupted = true);
    continueBefore =
        terminal.handle(
            Signal.CONT,
            signal -> {
              raw();
              resumed = true;
            });
    super.enterPrivateMode();
    writeToTerminal(WHOLE_SCREEN_SCROLLS.getBytes(UTF_8));
    flush();
  }

  /** Keys come one by one and unseen; Ctrl-C is a key, too. */
  private void raw() {
    terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
  }

  @Override
  public void exitPrivateMode() throws IOException {
    try {
      resetColorAndSGR();
      clearScreen(); // some terminals pull these rows into the main screen when they are resized
      setCursorPosition(0, 0);
      super.exitPrivateMode();
      flush();
    } finally {
      restore(Signal.WINCH, resizeBefore);
      restore(Signal.INT, interruptBefore);
      restore(Signal.CONT, continueBefore);
      if (before != null) {
        terminal.setAttributes(before);
      }
    }
  }

  private void restore(Signal signal, @Nullable SignalHandler handler) {
    if (handler != null) {
      terminal.handle(signal, handler);
    }
  }

  /** What a view left behind when the process ends in the middle of it. */
  static void leaveBehind(Terminal terminal) {
    terminal.writer().write(END_UPDATE + "\033[0m\033[?1049l\033[?25h");
    terminal.flush();
  }

  @Override
  protected TerminalSize findTerminalSize() {
    Size size = terminal.getSize();
    return new TerminalSize(Math.max(1, size.getColumns()), Math.max(1, size.getRows()));
  }

  @Override
  public void putString(String string) throws IOException {
    writeToTerminal(string.getBytes(charset));
  }

  @Override
  public void putCharacter(char c) throws IOException {
    putString(String.valueOf(c));
  }

  /** Keys are read elsewhere. */
  @Override
  public @Nullable KeyStroke pollInput() {
    return null;
  }

  @Override
  public @Nullable KeyStroke readInput() {
    return null;
  }
}
