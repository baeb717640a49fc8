package sandstore.lessons.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import sandstore.lab.Lab;
import sandstore.lab.condition.BadCondition;
import sandstore.lessons.engine.TaskWatch.Standing;
import sandstore.lessons.script.Clause;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.script.Typed;
import sandstore.lessons.work.Scribe;

/** Plays a lesson with nobody in it, by its solutions, on the cluster that is up. */
final class Rehearsal {
  private static final long LOOK_MILLIS = 200;

  /** How many times what a learner is promised a goal may take here, where machines are busy. */
  private static final int SLACK = 3;

  /** A lesson did not go as its author says. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  private static final Duration GRADED = Duration.ofSeconds(5 * SLACK);

  private final Lab lab;
  private final Lesson lesson;
  private final Desk desk;
  private final Map<String, String> answers = new LinkedHashMap<>();

  /**
   * @param desk where the lesson's lines are typed
   */
  Rehearsal(Lab lab, Lesson lesson, Desk desk) {
    this.lab = lab;
    this.lesson = lesson;
    this.desk = desk;
  }

  /** Which choice was right, by question, as far as it was played. */
  Map<String, String> answers() {
    return answers;
  }

  /** Plays the first screens. */
  void screens(int many) throws Failed, InterruptedException {
    for (Lesson.Screen screen : lesson.screens().subList(0, many)) {
      try (Ringside ringside = Ringside.at(lab, screen, begin -> Scribe.NONE, (said, view) -> {})) {
        parts(screen.parts(), ringside.referee());
        graded(screen, ringside.referee());
      } catch (BadCondition e) {
        throw new Failed(String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Plays what comes before the way's task, and then that way, which must not lead to the goal.
   *
   * @param idle is run when all was typed, and only time has to pass
   */
  void wrong(Lesson.Way way, Runnable idle) throws Failed, InterruptedException {
    int at = 0;
    while (lesson.screens().get(at).parts().stream().noneMatch(p -> is(p, way.of()))) {
      at++;
    }
    screens(at);
    Lesson.Screen screen = lesson.screens().get(at);
    int part = 0;
    while (!is(screen.parts().get(part), way.of())) {
      part++;
    }
    try (Ringside ringside = Ringside.at(lab, screen, begin -> Scribe.NONE, (said, view) -> {})) {
      parts(screen.parts().subList(0, part), ringside.referee());
      Part.Task task = (Part.Task) screen.parts().get(part);
      ringside.referee().reach(task, lab.view());
      type(way.lines());
      idle.run();
      failsAsSaid(task, way, ringside.referee());
    } catch (BadCondition e) {
      throw new Failed(String.valueOf(e.getMessage()));
    }
  }

  private static boolean is(Part part, String task) {
    return part instanceof Part.Task t && t.id().equals(task);
  }

  private void parts(List<Part> parts, Referee referee) throws Failed, InterruptedException {
    for (Part part : parts) {
      if (part instanceof Part.Typing typing) {
        type(typing.lines());
      } else if (part instanceof Part.Question question) {
        referee.reach(question, lab.view());
        referee.answer(question.id(), Optional.of(question.choices().firstKey()));
      } else if (part instanceof Part.Task task) {
        task(task, referee);
      }
    }
  }

  private void task(Part.Task task, Referee referee) throws Failed, InterruptedException {
    referee.reach(task, lab.view());
    if (task.byLearner()) {
      for (Standing s : referee.standings(task.id())) {
        if (s.check().kind() == Clause.Kind.CHECK && s.met()) {
          throw new Failed(
              task.id() + ": " + s.check().name() + " is true before anything was done");
        }
      }
      Lesson.Way way =
          lesson
              .solutionOf(task.id())
              .orElseThrow(() -> new Failed(task.id() + " has no solution"));
      type(way.lines());
    }
    Duration patience = patience(task).multipliedBy(SLACK);
    if (!await(referee, () -> referee.done(task.id()), patience)) {
      throw new Failed(
          task.id() + " was not met within " + patience.toMillis() + " ms: " + open(task, referee));
    }
  }

  private static String open(Part.Task task, Referee referee) {
    StringBuilder text = new StringBuilder();
    for (Standing s : referee.standings(task.id())) {
      if (!s.met()) {
        text.append(text.length() == 0 ? "" : "; ").append(s.check().name());
        text.append(s.broken() ? " came true" : " saw " + s.saw());
      }
    }
    return text.toString();
  }

  private void graded(Lesson.Screen screen, Referee referee) throws Failed, InterruptedException {
    for (Part part : screen.parts()) {
      if (part instanceof Part.Question question) {
        String id = question.id();
        if (!await(referee, () -> referee.graded(id).isPresent(), scaled(GRADED))) {
          throw new Failed(id + " cannot be graded: none or several of its choices are right");
        }
        answers.put(id, referee.graded(id).orElseThrow());
      }
    }
  }

  private void type(List<Typed> lines) throws Failed, InterruptedException {
    for (Typed typed : lines) {
      Lab.Ending ending = desk.run(typed.text(), reply -> {});
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      boolean asMeant = typed.fails() ? failsFairly(ending) : ending.status() == 0;
      if (!asMeant) {
        throw new Failed(
            lesson.file()
                + ":"
                + typed.line()
                + ": `"
                + typed.text()
                + (typed.fails() ? "` was meant to fail, and " : "` ")
                + (ending.status() == 0 ? "succeeded" : "failed: " + ending.message()));
      }
    }
  }

  /** Failed or unknown; what is refused was never tried. */
  static boolean failsFairly(Lab.Ending ending) {
    return ending.status() == 1 || ending.status() == 3;
  }

  private void failsAsSaid(Part.Task task, Lesson.Way way, Referee referee)
      throws Failed, InterruptedException {
    Set<String> fails = Set.copyOf(way.fails());
    BooleanSupplier decided =
        () ->
            referee.standings(task.id()).stream()
                .allMatch(s -> fails.contains(s.check().name()) ? s.broken() : s.met());
    BooleanSupplier wrong =
        () ->
            referee.standings(task.id()).stream()
                .anyMatch(
                    s ->
                        fails.contains(s.check().name())
                            && s.check().kind() == Clause.Kind.CHECK
                            && s.met());
    var unused =
        await(referee, () -> decided.getAsBoolean() || wrong.getAsBoolean(), patience(task));
    for (Standing s : referee.standings(task.id())) {
      String name = s.check().name();
      if (s.met() == fails.contains(name)) {
        throw new Failed(
            "the wrong path for "
                + task.id()
                + (s.met() ? " meets " + name : " fails " + name + " as well, saw " + s.saw()));
      }
    }
  }

  private Duration patience(Part.Task task) {
    return scaled(task.within());
  }

  private Duration scaled(Duration real) {
    return real.multipliedBy(lesson.setup().percentOfReal()).dividedBy(100);
  }

  /** Whether it comes true in time. */
  static boolean await(Referee referee, BooleanSupplier condition, Duration within)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      long order = referee.order();
      if (condition.getAsBoolean()) {
        return true;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      var unused = referee.awaitNews(order, Math.min(left, LOOK_MILLIS));
    }
  }
}
