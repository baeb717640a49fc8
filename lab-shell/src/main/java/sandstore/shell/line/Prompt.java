package sandstore.shell.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import sandstore.lab.Door;
import sandstore.lab.Reply;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.shell.input.Colours;
import sandstore.shell.input.Completion;
import sandstore.shell.input.LineParser;
import sandstore.shell.input.LocalFolder;
import sandstore.shell.input.RemoteFolder;
import sandstore.shell.reply.Face;

/** Reads lines at a terminal and runs them, until the person leaves. */
public final class Prompt {
  private static final List<String> LEAVING = List.of("exit", "quit");

  private final Door lab;
  private final Terminal terminal;
  private final Look look;
  private final Path history;
  private final LabReader reader;
  private final Screen screen;
  private final Path workingFolder;
  private final FullScreen views;
  private Optional<Invitation> invitation = Optional.empty();

  /**
   * @param home where the history of typed lines is kept
   * @param workingFolder local paths are completed from here
   */
  public Prompt(Door lab, Terminal terminal, Look look, Path home, Path workingFolder)
      throws IOException {
    this(lab, terminal, look, home, workingFolder, FullScreen.NONE);
  }

  /**
   * @param views what takes the whole terminal when a command asks for it
   */
  public Prompt(
      Door lab, Terminal terminal, Look look, Path home, Path workingFolder, FullScreen views)
      throws IOException {
    this.views = views;
    this.workingFolder = workingFolder;
    this.lab = lab;
    this.terminal = terminal;
    this.look = look;
    this.history = home.resolve("history");
    this.reader = readerOn(terminal);
    this.screen = new Screen(terminal, reader, look.redraws(), look.colours());
  }

  /** A reader of command lines; they all share one history. */
  private LabReader readerOn(Terminal terminal) throws IOException {
    LabReader reader = new LabReader(terminal);
    Supplier<List<String>> commands = this::commands;
    reader.setParser(new LineParser());
    reader.setCompleter(
        new Completion(
            commands, lab::spec, lab::view, new RemoteFolder(lab), new LocalFolder(workingFolder)));
    if (look.colours()) {
      reader.setHighlighter(new Colours(commands));
    }
    if (look.redraws()) {
      reader.suggests(() -> lab.sheet().suggests());
    }
    Arrows.bindBothForms(reader);
    reader.setVariable(LineReader.HISTORY_FILE, history);
    reader.setVariable(LineReader.BELL_STYLE, "none");
    reader.option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
    reader.option(LineReader.Option.HISTORY_IGNORE_DUPS, true);
    reader.option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(LineReader.Option.AUTO_MENU, look.redraws());
    reader.option(LineReader.Option.BRACKETED_PASTE, look.redraws());
    return reader;
  }

  /** Is put to whoever is new in this home, once {@link #run} has said welcome. */
  public void invite(Invitation toWhomIsNew) {
    invitation = Optional.of(toWhomIsNew).filter(i -> isNew());
  }

  private boolean isNew() {
    return lab.host().isEmpty() && !Files.exists(history);
  }

  private List<String> commands() {
    List<String> all = new ArrayList<>(lab.commands());
    LEAVING.stream().filter(l -> !all.contains(l)).forEach(all::add);
    return all;
  }

  /**
   * Returns when the person has left, and the cluster is down if it was this process's; or when the
   * lab, being another process's, has ended.
   *
   * @param plainFace how replies look where nothing is drawn twice; absent for the usual look
   * @param withNews events of note are printed too
   */
  public void run(Optional<Face> plainFace, boolean withNews) throws InterruptedException {
    Attributes before = silence();
    Interrupts interrupts = Interrupts.handedTo(terminal);
    try (interrupts) {
      converse(plainFace, withNews);
    } finally {
      terminal.setAttributes(before);
    }
  }

  /**
   * Keys that are typed while a command runs are not echoed into what it draws, and are kept for
   * the next line one by one: by whole lines, a Ctrl-D would be lost.
   */
  private Attributes silence() {
    Attributes before = terminal.getAttributes();
    Attributes quiet = new Attributes(before);
    quiet.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    quiet.setLocalFlag(Attributes.LocalFlag.ICANON, false);
    quiet.setControlChar(Attributes.ControlChar.VMIN, 1);
    quiet.setControlChar(Attributes.ControlChar.VTIME, 0);
    terminal.setAttributes(quiet);
    return before;
  }

  private void converse(Optional<Face> plainFace, boolean withNews) throws InterruptedException {
    LineFace lineFace = new LineFace(screen, views, System::nanoTime);
    Face face = plainFace.orElse(lineFace);
    Command command = new Command(lab, terminal);
    command.takesInterrupts();
    reader
        .getWidgets()
        .put(
            LineReader.CALLBACK_INIT,
            () -> {
              command.forgetsInterrupts();
              return true;
            });
    welcome();
    lab.columns(screen::columns);
    AutoCloseable hearing = lab.hear(face);
    Optional<News> news = withNews ? Optional.of(new News(lab, screen)) : Optional.empty();
    Thread reading = Thread.currentThread();
    Runnable tick =
        () -> {
          lineFace.tick();
          news.ifPresent(News::tick);
          lab.ended().ifPresent(why -> stopReading(reading));
        };
    try (Live live = new Live(lab, screen, tick)) {
      Optional<String> line = first(); // before anything else writes there
      live.start();
      line = line.equals(Optional.of("")) ? next() : line;
      for (; line.isPresent(); line = next()) {
        if (plainFace.isEmpty()) {
          lineFace.begun(line.get());
        }
        face.ended(
            command.run(
                line.get(),
                face,
                () -> {
                  var unused = silence();
                  live.forget();
                }));
        lineFace
            .asked()
            .ifPresent(
                asked -> {
                  show(asked);
                  live.forget();
                });
        live.refresh();
      }
    }
    // No news of nodes that end because the person leaves.
    news.ifPresent(News::close);
    close(hearing);
    leave();
  }

  /** Shows that alone, without a prompt before or after. */
  public void only(Reply.Result asked) {
    Attributes before = silence();
    Interrupts interrupts = Interrupts.handedTo(terminal);
    try (interrupts) {
      show(asked);
    } finally {
      terminal.setAttributes(before);
    }
  }

  private void show(Reply.Result asked) {
    screen.lend(() -> views.show(asked, terminal, this::another));
    try {
      reader.getHistory().load(); // what was typed in there is in the history now
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LineReader another(Terminal on) {
    try {
      return readerOn(on);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(AutoCloseable hearing) {
    try {
      hearing.close();
    } catch (Exception e) {
      throw new IllegalStateException("a hearer does not leave", e);
    }
  }

  /** Nothing that is still typed could be run. */
  private void stopReading(Thread reading) {
    reader.locked(
        () -> {
          if (reader.typing()) {
            reading.interrupt();
          }
        });
  }

  /**
   * What the answer to the invitation runs; an empty line if there is none, or it was no; nothing
   * for who leaves.
   */
  private Optional<String> first() {
    if (invitation.isEmpty()) {
      return Optional.of("");
    }
    String typed;
    try {
      typed = answer(invitation.get().question());
    } catch (UserInterruptException no) {
      typed = "n";
    } catch (EndOfFileException left) {
      return Optional.empty();
    }
    if (LEAVING.contains(typed)) {
      return Optional.empty();
    }
    boolean no = typed.equalsIgnoreCase("n") || typed.equalsIgnoreCase("no");
    return Optional.of(no ? "" : typed.isEmpty() ? invitation.get().line() : typed);
  }

  /** An answer is no command: it is not remembered. */
  private String answer(String question) {
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    try {
      String styled = Style.STRONG.of(question) + " ";
      return reader.readLine(look.colours() ? styled : Style.strip(styled)).strip();
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, false);
    }
  }

  private Optional<String> next() {
    while (lab.ended().isEmpty()) {
      try {
        String prompt = PromptText.of(lab.where(), lab.view());
        String line = reader.readLine(look.colours() ? prompt : Style.strip(prompt)).strip();
        if (leaves(line)) {
          return Optional.empty();
        }
        if (!line.isEmpty()) {
          return Optional.of(line);
        }
      } catch (UserInterruptException clearedLine) {
        var unused = Thread.interrupted(); // an empty line again, or the lab has ended
      } catch (EndOfFileException left) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Inside of something longer, as a lesson is, quit is a word of that. */
  private boolean leaves(String line) {
    return LEAVING.contains(line) && (line.equals("exit") || lab.where().isEmpty());
  }

  private void welcome() {
    Optional<String> host = lab.host();
    if (host.isPresent()) {
      screen.say(Welcome.attached(host.get()));
    } else if (isNew()) {
      Welcome.LINES.forEach(screen::say);
    }
  }

  private void leave() {
    ClusterView view = lab.view();
    Optional<String> why = lab.ended().map(Style.WARN::of);
    Optional<String> attached = lab.host().map(host -> Farewell.attached(host, view));
    why.or(() -> attached).or(() -> Farewell.of(view)).ifPresent(screen::say);
    screen.close();
    lab.close();
  }
}
