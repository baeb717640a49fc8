package sandstore.lessons.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lessons.script.Lesson;

/**
 * Tries a lesson without a person: its solutions from beginning to end on one cluster, and each
 * wrong path on a cluster of its own. Each cluster is in a home of its own, which is removed.
 */
public final class Trial {
  /**
   * One path that was played.
   *
   * @param path {@code solutions}, or {@code wrong TASK (line)}
   * @param problem what was not as the lesson says; empty if all was
   */
  public record Result(String lesson, String path, double seconds, String problem) {
    public boolean passed() {
      return problem.isEmpty();
    }
  }

  private final LabSettings like;

  /** What turned out right, by lesson and question: it must be the same each time. */
  private final Map<String, String> answers = new HashMap<>();

  /**
   * @param like nodes are started with the same Java and flags as by this lab
   */
  public Trial(LabSettings like) {
    this.like = like;
  }

  /** Plays it once; each path is told when it has been played. */
  public void play(Lesson lesson, Consumer<Result> each) throws InterruptedException, IOException {
    each.accept(
        timed(
            lesson,
            "solutions",
            rehearsal -> {
              rehearsal.screens(lesson.screens().size());
              sameAsBefore(lesson, rehearsal.answers());
            }));
    for (Lesson.Way way : lesson.ways()) {
      if (!way.right()) {
        each.accept(timed(lesson, "wrong " + way.of() + ":" + way.line(), r -> r.wrong(way)));
      }
    }
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
    void with(Rehearsal rehearsal) throws Rehearsal.Failed, InterruptedException;
  }

  private Result timed(Lesson lesson, String path, Act act)
      throws InterruptedException, IOException {
    long begun = System.nanoTime();
    String problem = problem(lesson, act);
    return new Result(lesson.id(), path, (System.nanoTime() - begun) / 1e9, problem);
  }

  private String problem(Lesson lesson, Act act) throws InterruptedException, IOException {
    Path folder = Files.createTempDirectory("sandstore-lesson");
    LabSettings settings =
        new LabSettings(
            folder.resolve("home"), like.java(), like.classPath(), like.nodeFlags(), folder);
    try (Lab lab = new Lab(settings)) {
      Optional<String> up = lesson.setup().up();
      Lab.Ending ending = up.isEmpty() ? Lab.Ending.OK : lab.run(up.get(), reply -> {});
      if (ending.status() != 0) {
        return "its cluster did not come up: " + ending.message();
      }
      act.with(new Rehearsal(lab, lesson, line -> lab.run(line, reply -> {})));
      return "";
    } catch (Rehearsal.Failed e) {
      return String.valueOf(e.getMessage());
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
