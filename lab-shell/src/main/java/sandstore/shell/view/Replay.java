package sandstore.shell.view;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.record.Recording;
import sandstore.lab.why.Answer;
import sandstore.lab.why.Questions;

/** {@code lab replay FILE}: views of a recording, without a cluster. */
public final class Replay {
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)s?");

  private final Recording recording;
  private final String view;
  private final long at;

  /**
   * @param at seconds after the beginning, as typed; empty for the end, or the beginning of a film
   * @throws Refusal if the file is no whole recording, or an argument makes no sense
   */
  public Replay(Path file, String view, String at) throws IOException {
    try {
      recording = Recording.read(file);
    } catch (NoSuchFileException e) {
      throw new Refusal("there is no recording " + file, "record FILE makes one");
    }
    this.view = Views.named(view.isEmpty() ? "overview" : view).name();
    this.at = at.isEmpty() ? -1 : Player.position(recording, seconds(at));
  }

  private static double seconds(String typed) {
    Matcher m = SECONDS.matcher(typed);
    if (!m.matches()) {
      throw new Refusal(Style.harmless(typed) + " is no time", "seconds, as in --at 12.5s");
    }
    return Double.parseDouble(m.group(1));
  }

  private long place() {
    return at < 0 ? recording.nanos(recording.last()) : at;
  }

  /** Prints one frame. */
  public void once(PrintStream out, String size, boolean ascii) {
    Extent extent = Extent.of(size);
    Ui ui = Ui.of(view, Settings.theme(""));
    Canvas frame =
        Frame.draw(extent.columns(), extent.rows(), Player.moment(recording, place()), ui, 0);
    (ascii ? frame.inAscii() : frame).lines().forEach(out::println);
  }

  /**
   * Prints the answer to a question, by what had happened by then.
   *
   * @param question what follows {@code why} in the lab
   */
  public void why(PrintStream out, String question) {
    Moment moment = Player.moment(recording, place());
    Answer answer =
        Questions.ask(
            List.of(question.strip().split("\\s+")),
            Questions.upTo(moment.timeline(), moment.order()));
    out.println(answer.says());
    answer.chain().forEach(b -> out.println(String.format("%8s", b.id()) + "  " + b.says()));
  }

  /** Writes a picture or a film of it. */
  public void export(Path to, String size, String theme) throws IOException {
    Extent extent = Extent.of(size);
    Export export = new Export(recording, extent, Ui.of(view, Settings.theme(theme)));
    export.write(to, place());
  }

  /** Plays it on the terminal until the person leaves. */
  public void play(Terminal terminal, String theme) {
    long begin = at < 0 ? recording.nanos(recording.first()) : at;
    Watch.recording(
        terminal,
        new Player(recording, begin, System::nanoTime),
        Ui.of(view, Settings.theme(theme)));
  }
}
