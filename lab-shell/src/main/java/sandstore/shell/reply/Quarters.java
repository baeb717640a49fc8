package sandstore.shell.reply;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.Reply.Progress;

/**
 * Progress for those who cannot watch a bar: one sentence whenever a quarter more is done, and none
 * in a task's first second, so that what is quick stays quiet. Time is handed in. Not thread-safe.
 */
final class Quarters {
  private static final double QUIET_SECONDS = 1;

  private static final class Task {
    final Rate rate;
    int told;

    Task(Rate rate) {
      this.rate = rate;
    }
  }

  private final Map<String, Task> tasks = new HashMap<>();

  /** The sentence that this reply is worth, if any. */
  Optional<String> at(long nowNanos, Progress progress) {
    if (progress.total() <= 0) {
      return Optional.empty();
    }
    boolean finished = progress.done() >= progress.total();
    Task task =
        tasks.computeIfAbsent(progress.task(), t -> new Task(new Rate(nowNanos, progress.done())));
    task.rate.at(nowNanos, progress.done());
    int quarter = Amounts.percent(progress.done(), progress.total()) / 25;
    boolean tell = quarter > task.told && task.rate.elapsedSeconds() >= QUIET_SECONDS;
    task.told = Math.max(task.told, quarter);
    if (finished) {
      tasks.remove(progress.task());
    }
    return tell ? Optional.of(sentence(progress, task.rate)) : Optional.empty();
  }

  private static String sentence(Progress progress, Rate rate) {
    String head = Amounts.percent(progress.done(), progress.total()) + " % of " + progress.task();
    return progress.unit().equals("bytes")
        ? head
            + ", "
            + Amounts.bytes((double) progress.done())
            + ", "
            + Amounts.bytesPerSecond(rate.perSecond())
        : head + ", " + progress.done() + " of " + progress.total() + " " + progress.unit();
  }
}
