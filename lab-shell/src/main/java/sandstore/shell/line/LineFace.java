package sandstore.shell.line;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.Style;
import sandstore.shell.reply.Face;
import sandstore.shell.reply.JsonLines;
import sandstore.shell.reply.Rate;
import sandstore.shell.reply.Verdict;

/** Replies for a person at the prompt: colours, and a bar that is drawn again in place. */
final class LineFace implements Face {
  /** What is over sooner needs no bar. */
  private static final long QUIET_NANOS = 150_000_000L;

  private static final long FRAME_NANOS = 66_000_000L;

  private final Screen screen;
  private final LongSupplier nanos;
  private final FullScreen views;
  private @Nullable Task task;
  private Reply.@Nullable Result asked;

  /** What runs and has said nothing yet; empty if nothing does. */
  private String silent = "";

  private long silentSince;
  private @Nullable JsonLines json;

  private static final class Task {
    final Rate rate;
    final long begun;
    Reply.Progress last;
    long drawn;

    Task(Reply.Progress first, long now) {
      rate = new Rate(now, first.done());
      begun = now;
      last = first;
      drawn = now;
    }
  }

  LineFace(Screen screen, FullScreen views, LongSupplier nanos) {
    this.screen = screen;
    this.views = views;
    this.nanos = nanos;
  }

  /** A line begins to run. */
  synchronized void begun(String line) {
    silent = line;
    silentSince = nanos.getAsLong();
  }

  @Override
  public synchronized void accept(Reply reply) {
    if (!silent.isEmpty()) {
      silent = "";
      screen.noBar();
    }
    if (reply instanceof Reply.Result result) {
      if (!result.json() && views.wants(result)) {
        asked = result;
      } else if (result.json()) {
        screen.sayWhole(json().line(result));
      } else {
        result.text().forEach(screen::say);
      }
    } else if (reply instanceof Reply.Note note) {
      screen.say(Style.DIM.of(note.text()));
    } else if (reply instanceof Reply.Progress progress) {
      progress(progress, nanos.getAsLong());
    }
  }

  /** What a command asked to show on the whole terminal, once. */
  synchronized Optional<Reply.Result> asked() {
    Optional<Reply.Result> result = Optional.ofNullable(asked);
    asked = null;
    return result;
  }

  private JsonLines json() {
    if (json == null) {
      json = new JsonLines();
    }
    return json;
  }

  private void progress(Reply.Progress progress, long now) {
    if (progress.total() > 0 && progress.done() >= progress.total()) {
      over();
      return;
    }
    Task current = task;
    if (current == null || !current.last.task().equals(progress.task())) {
      over();
      task = new Task(progress, now);
      return;
    }
    current.last = progress;
    if (now - current.begun >= QUIET_NANOS && now - current.drawn >= FRAME_NANOS) {
      draw(current, now);
    }
  }

  /** Time has passed: a transfer that stands still must be seen to stand still. */
  synchronized void tick() {
    Task current = task;
    long now = nanos.getAsLong();
    if (current != null && now - current.begun >= QUIET_NANOS) {
      draw(current, now);
    } else if (!silent.isEmpty()) {
      screen.bar(ProgressBar.waiting(silent, (now - silentSince) / 1e9, screen.columns()));
    }
  }

  private void draw(Task current, long now) {
    current.rate.at(now, current.last.done());
    current.drawn = now;
    screen.bar(ProgressBar.draw(current.last, current.rate.perSecond(), screen.columns()));
  }

  private void over() {
    if (task != null) {
      task = null;
      screen.noBar();
    }
  }

  @Override
  public synchronized void ended(Lab.Ending ending) {
    if (!silent.isEmpty()) {
      silent = "";
      screen.noBar();
    }
    over();
    if (ending.status() != 0) {
      Verdict verdict = Verdict.of(ending);
      screen.say(verdict.style().of(verdict.name()) + ": " + ending.message());
      if (!ending.hint().isEmpty()) {
        screen.say(Style.DIM.of("  " + ending.hint()));
      }
    }
  }
}
