package sandstore.lessons.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sandstore.lab.Lab;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.Condition;

/** What can be said of a lesson without playing it, beyond its form. */
public final class Linter {
  /** The live views that a lesson may point to. */
  private static final Set<String> VIEWS =
      Set.of("overview", "log", "messages", "chunks", "events", "metrics");

  /** Commands that go on in a lesson. */
  private static final Set<String> PLAYING =
      Set.of("lesson", "next", "back", "hint", "task", "skip", "answer");

  private static final int MOST_LINES_OF_PROSE = 40;

  private final Lesson lesson;
  private final Function<String, java.util.Optional<Lab.Ending>> mistakeIn;
  private final Set<String> others;
  private final boolean solved;
  private final List<Mistake> mistakes = new ArrayList<>();

  private Linter(
      Lesson lesson,
      Function<String, java.util.Optional<Lab.Ending>> mistakeIn,
      Set<String> others,
      boolean solved) {
    this.lesson = lesson;
    this.mistakeIn = mistakeIn;
    this.others = others;
    this.solved = solved;
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
    return lint(lesson, mistakeIn, others, true);
  }

  /**
   * The same for one that is only to be played: a class may have been given it without solutions.
   */
  public static List<Mistake> toBePlayed(
      Lesson lesson,
      Function<String, java.util.Optional<Lab.Ending>> mistakeIn,
      Set<String> others) {
    return lint(lesson, mistakeIn, others, !lesson.ways().isEmpty());
  }

  private static List<Mistake> lint(
      Lesson lesson,
      Function<String, java.util.Optional<Lab.Ending>> mistakeIn,
      Set<String> others,
      boolean solved) {
    Linter linter = new Linter(lesson, mistakeIn, others, solved);
    linter.head();
    linter.tasks();
    linter.conditions();
    linter.commands();
    linter.looks();
    linter.concepts();
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
              if (solved && lesson.solutionOf(task.id()).isEmpty()) {
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
    Stream<Typed> offers =
        lesson
            .tasks()
            .flatMap(t -> t.offers().stream())
            .map(c -> new Typed(c.condition(), false, c.line()));
    List<Typed> all = Stream.of(shown, ways, offers).flatMap(lines -> lines).toList();
    all.forEach(this::plays);
    all.forEach(
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

  /** Going on is the learner's, and a lesson within a lesson nobody's. */
  private void plays(Typed typed) {
    String[] words = typed.text().split("\\s+");
    boolean list = words.length > 1 && words[0].equals("lesson") && words[1].equals("list");
    if (PLAYING.contains(words[0]) && !list) {
      wrong(typed.line(), "`" + typed.text() + "`: a lesson does not play itself");
    }
  }

  /** A question that names a concept names one of the lesson's. */
  private void concepts() {
    Set<String> known =
        lesson.concepts().stream().map(Lesson::slug).collect(Collectors.toUnmodifiableSet());
    lesson
        .questions()
        .filter(q -> !q.about().isEmpty() && !known.contains(q.about()))
        .forEach(
            q ->
                wrong(
                    q.line(),
                    q.id()
                        + " is about "
                        + q.about()
                        + ", which is none of the lesson's concepts"));
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
