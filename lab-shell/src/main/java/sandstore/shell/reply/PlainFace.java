package sandstore.shell.reply;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.Style;

/**
 * Sentences, each on its own line and never drawn again: for scripts, for terminals that can do no
 * more, and for screen readers.
 */
public final class PlainFace implements Face {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean colours;
  private final LongSupplier nanos;
  private final Quarters quarters = new Quarters();
  private @Nullable JsonLines json;

  /**
   * @param out results
   * @param err what is said on the way, and what went wrong
   * @param colours whether {@code out} shows {@link Style}s
   * @param nanos a monotonic clock
   */
  public PlainFace(PrintStream out, PrintStream err, boolean colours, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.colours = colours;
    this.nanos = nanos;
  }

  @Override
  public synchronized void accept(Reply reply) {
    if (reply instanceof Reply.Result result) {
      if (result.json()) {
        out.println(json().line(result));
      } else {
        result.text().forEach(line -> out.println(colours ? line : Style.strip(line)));
      }
      out.flush();
    } else if (reply instanceof Reply.Note note) {
      say(note.text());
    } else if (reply instanceof Reply.Progress progress) {
      quarters.at(nanos.getAsLong(), progress).ifPresent(this::say);
    }
  }

  @Override
  public synchronized void ended(Lab.Ending ending) {
    if (ending.status() != 0) {
      say(Verdict.of(ending).name() + ": " + ending.message());
      if (!ending.hint().isEmpty()) {
        say("  " + ending.hint());
      }
    }
  }

  /** Made when the first line asks for it: few do, and it takes time. */
  private JsonLines json() {
    if (json == null) {
      json = new JsonLines();
    }
    return json;
  }

  private void say(String text) {
    err.println(Style.strip(text));
    err.flush();
  }
}
