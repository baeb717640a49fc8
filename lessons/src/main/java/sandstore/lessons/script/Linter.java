package sandstore.lessons.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import sandstore.lab.Lab;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.Condition;

/** What can be said of a lesson without playing it, beyond its form. */
public final class Linter {
  /** The live views that a lesson may point to. */
  private static final Set<String> VIEWS =
      Set.of("overview", "log", "messages", "chunks", "events", "metrics");

  private static final int MOST_LINES_OF_PROSE = 40;

  private final Lesson lesson;
  private final Function<String, java.util.Optional<Lab.Ending>> mistakeIn;
  private final Set<String> others;
  private final List<Mistake> mistakes = new ArrayList<>();

  private Linter(
      Lesson lesson,
      Function<String, java.util.Optional<Lab.Ending>> mistakeIn,
      Set<String> others) {
    this.lesson = lesson;
    this.mistakeIn = mistakeIn;
    this.others = others;
  }

  /**
   * What is wrong, in the order of the file; empty if nothing is.
   *
   * @param mistakeIn why a line of the command language could not be run at all
   * @param others ids of all lessons that may be named as prerequisites
   */
  public static List<Mistake> lint(
      Lesson lesson,
      Function<String, java.util.Optional<Lab.Ending>> mistakeIn,
      Set<String> others) {
    Linter linter = new Linter(lesson, mistakeIn, others);
    linter.head();
    linter.tasks();
    linter.conditions();
    linter.commands();
    linter.looks();
    linter.mistakes.sort(Comparator.comparingInt(Mistake::line));
    return List.copyOf(linter.mistakes);
  }

  private void head() {
    if (lesson.sources().isEmpty()) {
      wrong(1, "it names no sources: sources: [GFS 4.2, ..]");
    }
    if (lesson.concepts().isEmpty()) {
      wrong(1, "it names no concepts: concepts: [term, ..]");
    }
    lesson.prerequisites().stream()
        .filter(p -> !others.contains(p))
        .forEach(p -> wrong(1, "there is no lesson " + p + " that could come first"));
    lesson.screens().stream()
        .filter(s -> proseLines(s) > MOST_LINES_OF_PROSE)
        .forEach(s -> wrong(s.line(), "this screen is too long to be one idea"));
  }

  private static long proseLines(Lesson.Screen screen) {
    return screen.parts().stream()
        .filter(Part.Prose.class::isInstance)
        .mapToLong(p -> ((Part.Prose) p).markdown().lines().count())
        .sum();
  }

  private void tasks() {
    lesson
        .tasks()
        .filter(Part.Task::byLearner)
        .forEach(
            task -> {
              if (lesson.hintsFor(task.id()).isEmpty()) {
                wrong(task.line(), task.id() + " has no hint");
              }
              if (lesson.solutionOf(task.id()).isEmpty()) {
                wrong(task.line(), task.id() + " has no solution");
              }
            });
  }

  private void conditions() {
    Stream<Clause> ofTasks = lesson.tasks().flatMap(t -> t.checks().stream());
    Stream<Clause> ofQuestions =
        lesson
            .questions()
            .flatMap(q -> Stream.concat(q.when().stream(), q.right().values().stream()));
    Stream.concat(ofTasks, ofQuestions).forEach(this::condition);
  }

  private void condition(Clause clause) {
    try {
      Condition.compileWatched(clause.condition());
    } catch (BadCondition e) {
      mistakes.add(
          clause.at(
              lesson.file(),
              e.position(),
              clause.kind() + ": " + e.getMessage() + "; " + e.hint()));
    }
  }

  private void commands() {
    Stream<Typed> shown = lesson.parts(Part.Typing.class).flatMap(t -> t.lines().stream());
    Stream<Typed> ways = lesson.ways().stream().flatMap(w -> w.lines().stream());
    Stream.concat(shown, ways)
        .forEach(
            typed ->
                mistakeIn
                    .apply(typed.text())
                    .ifPresent(
                        e ->
                            wrong(
                                typed.line(),
                                "`"
                                    + typed.text()
                                    + "`: "
                                    + e.message()
                                    + (e.hint().isEmpty() ? "" : "; " + e.hint()))));
  }

  private void looks() {
    lesson
        .parts(Part.Look.class)
        .filter(l -> !VIEWS.contains(l.view()))
        .forEach(
            l ->
                wrong(
                    l.line(),
                    "there is no view "
                        + l.view()
                        + "; views are "
                        + String.join(", ", VIEWS.stream().sorted().toList())));
  }

  private void wrong(int line, String message) {
    mistakes.add(new Mistake(lesson.file(), line, 1, message));
  }
}
