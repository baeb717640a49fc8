package sandstore.lab.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sandstore.lab.bench.Kind;
import sandstore.lab.bench.Usage;

/** Has both sides do each task, one after the other, when both are warm. */
final class Contest {
  /** Of each side before each task. */
  private static final double WARM_UP_SECONDS = 25;

  /**
   * Of each side before all tasks: on two processors Java's second compiler is done with three
   * nodes only after minutes of many small requests, and then of few large ones.
   */
  private static final double SMALL_WARM_UP_SECONDS = 150;

  private static final double LARGE_WARM_UP_SECONDS = 150;

  private static final long MEBI = 1 << 20;
  private static final long MILLIS = 2000;

  /** What is to be reached is said in the project's goals. */
  static final List<Task> TASKS =
      List.of(
          new Task("put 256 MiB", Kind.PUT, 1, 256 * MEBI, 1.5),
          new Task("put 4 x 64 MiB at once", Kind.PUT, 4, 64 * MEBI, 1.2),
          new Task("get 256 MiB", Kind.GET, 1, 256 * MEBI, 0.75),
          new Task("create empty, 1 client", Kind.CREATE, 1, MILLIS, 1.5),
          new Task("create empty, 16 clients", Kind.CREATE, 16, MILLIS, 1.3),
          new Task("create empty, 64 clients", Kind.CREATE, 64, MILLIS, 1.3),
          new Task("stat, 16 clients", Kind.STAT, 16, MILLIS, 0.5));

  private final Side ours;
  private final Side theirs;
  private final int times;
  private final Consumer<String> progress;

  Contest(Side ours, Side theirs, int times, Consumer<String> progress) {
    this.ours = ours;
    this.theirs = theirs;
    this.times = times;
    this.progress = progress;
  }

  List<Score> run(List<Task> tasks) throws IOException, InterruptedException {
    List<Score> scores = new ArrayList<>();
    double both = 2 * (SMALL_WARM_UP_SECONDS + LARGE_WARM_UP_SECONDS);
    progress.accept("warming up, some " + Math.round(both / 60) + " minutes");
    warmUp(new Task("", Kind.CREATE, 16, MILLIS, Double.NaN), SMALL_WARM_UP_SECONDS);
    warmUp(new Task("", Kind.PUT, 1, 256 * MEBI, Double.NaN), LARGE_WARM_UP_SECONDS);
    for (Task task : tasks) {
      progress.accept(task.name() + ": warming up");
      prepare(task);
      warmUp(task, WARM_UP_SECONDS);
      progress.accept(task.name());
      List<Trial> ourTrials = new ArrayList<>();
      List<Trial> theirTrials = new ArrayList<>();
      for (int i = 0; i <= times; i++) {
        Trial our = trial(ours, task);
        Trial their = trial(theirs, task);
        if (i > 0) {
          ourTrials.add(our);
          theirTrials.add(their);
        }
      }
      Score score = new Score(task, ourTrials, theirTrials);
      progress.accept(score.describe());
      scores.add(score);
    }
    return scores;
  }

  private void warmUp(Task task, double seconds) throws IOException, InterruptedException {
    for (Side side : List.of(ours, theirs)) {
      double spent = 0;
      while (spent < seconds) {
        spent += side.run(task).seconds();
      }
    }
  }

  /** What is read must have been put. */
  private void prepare(Task task) throws IOException, InterruptedException {
    if (task.kind() == Kind.GET) {
      Task put = new Task("", Kind.PUT, task.clients(), task.amount(), Double.NaN);
      for (Side side : List.of(ours, theirs)) {
        var unused = side.run(put);
      }
    }
  }

  private static Trial trial(Side side, Task task) throws IOException, InterruptedException {
    Usage usage = new Usage(side.pids());
    Pass pass = side.run(task);
    double cpu = usage.cpuSeconds().values().stream().mapToDouble(Double::doubleValue).sum();
    double work = task.work(pass);
    return new Trial(work / pass.seconds(), cpu / (work / task.unit()));
  }

  /**
   * @param rate bytes or operations a second
   * @param cpu seconds of processor time, of all processes, for a GB or a thousand operations
   */
  record Trial(double rate, double cpu) {}
}
