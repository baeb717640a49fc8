package sandstore.lessons.engine;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.process.Home;
import sandstore.lessons.script.Lesson;

/**
 * Tries a lesson without a person: its solutions from beginning to end on one cluster, and each
 * wrong path on a cluster of its own. Each cluster is in a home of its own below the lab's, which
 * is removed with it; the next lab removes those of one that was killed.
 */
public final class Trial {
  /**
   * One path that was played.
   *
   * @param path {@code solutions}, or {@code wrong TASK:LINE}
   * @param problem what was not as the lesson says; empty if all was
   */
  public record Result(String lesson, String path, double seconds, String problem) {
    public boolean passed() {
      return problem.isEmpty();
    }
  }

  /**
   * The first compiler alone, after a tenth of the usual calls: these clusters end before anything
   * else has paid for itself.
   */
  private static final List<String> BRIEF =
      List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=0.1");

  private static final int USUAL_NODES = 3;

  private final LabSettings like;
  private final int most;
  private final Semaphore room;

  /** What turned out right, by lesson and question: it must be the same each time. */
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /**
   * @param like nodes are started with the same Java and flags as by this lab
   * @param nodesAtOnce of all clusters on which something is done at a time; a lesson that wants
   *     more is played alone. Where only time has to pass, others go on.
   */
  public Trial(LabSettings like, int nodesAtOnce) {
    this.like = like;
    this.most = nodesAtOnce;
    this.room = new Semaphore(nodesAtOnce, true);
  }

  /** One way through a lesson, to be played. */
  public interface Walk extends Callable<Result> {
    /** {@code solutions}, or {@code wrong TASK:LINE}. */
    String name();
  }

  /** Its solutions, and then each wrong path, if they are wanted. Several threads may play them. */
  public List<Walk> walks(Lesson lesson, boolean wrongPaths) {
    List<Walk> walks = new ArrayList<>();
    walks.add(
        walk(
            lesson,
            "solutions",
            (rehearsal, idle) -> {
              rehearsal.screens(lesson.screens().size());
              sameAsBefore(lesson, rehearsal.answers());
            }));
    for (Lesson.Way way : lesson.ways()) {
      if (wrongPaths && !way.right()) {
        walks.add(
            walk(
                lesson,
                "wrong " + way.of() + ":" + way.line(),
                (rehearsal, idle) -> rehearsal.wrong(way, idle)));
      }
    }
    return walks;
  }

  private void sameAsBefore(Lesson lesson, Map<String, String> now) throws Rehearsal.Failed {
    for (Map.Entry<String, String> answer : now.entrySet()) {
      String before = answers.putIfAbsent(lesson.id() + "/" + answer.getKey(), answer.getValue());
      if (before != null && !before.equals(answer.getValue())) {
        throw new Rehearsal.Failed(
            answer.getKey() + " was " + before + " before and is " + answer.getValue() + " now");
      }
    }
  }

  private interface Act {
    void with(Rehearsal rehearsal, Runnable idle) throws Rehearsal.Failed, InterruptedException;
  }

  private Walk walk(Lesson lesson, String name, Act act) {
    return new Walk() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Result call() throws InterruptedException, IOException {
        int nodes = Math.min(Math.max(USUAL_NODES, lesson.setup().nodes()), most);
        room.acquire(nodes);
        AtomicBoolean holds = new AtomicBoolean(true);
        Runnable leave =
            () -> {
              if (holds.compareAndSet(true, false)) {
                room.release(nodes);
              }
            };
        long begun = System.nanoTime();
        try {
          String problem = problem(lesson, act, leave);
          return new Result(lesson.id(), name, (System.nanoTime() - begun) / 1e9, problem);
        } finally {
          leave.run();
        }
      }
    };
  }

  private String problem(Lesson lesson, Act act, Runnable idle)
      throws InterruptedException, IOException {
    Path trials = Files.createDirectories(Home.trials(like.home()));
    Path folder = Files.createTempDirectory(trials, "lesson");
    List<String> flags = new ArrayList<>(like.nodeFlags());
    flags.addAll(BRIEF);
    LabSettings settings =
        new LabSettings(folder.resolve("home"), like.java(), like.classPath(), flags, folder);
    try (Lab lab = new Lab(settings)) {
      Optional<String> up = lesson.setup().up();
      Lab.Ending ending = up.isEmpty() ? Lab.Ending.OK : lab.run(up.get(), reply -> {});
      if (ending.status() != 0) {
        return "its cluster did not come up: " + ending.message();
      }
      act.with(new Rehearsal(lab, lesson, Desk.laid(lab, lesson)), idle);
      return "";
    } catch (Rehearsal.Failed e) {
      return String.valueOf(e.getMessage());
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
