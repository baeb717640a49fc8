package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.Style;
import sandstore.lessons.script.Lesson;

/** The lessons as a course: which are done, which comes next, what each asks for. */
public final class Course {
  private Course() {}

  /** The first that is not done and whose prerequisites are; else the first that is not done. */
  public static Optional<Lesson> next(List<Lesson> all, Progress progress) {
    List<Lesson> left = all.stream().filter(l -> !progress.done(l.id())).toList();
    return left.stream()
        .filter(l -> l.prerequisites().stream().allMatch(progress::done))
        .findFirst()
        .or(() -> left.stream().findFirst());
  }

  /** Those that ask for this one and for nothing else that is not done yet. */
  static List<String> unlocks(Lesson lesson, List<Lesson> all, Progress progress) {
    return all.stream()
        .filter(l -> l.prerequisites().contains(lesson.id()) && !progress.done(l.id()))
        .filter(
            l ->
                l.prerequisites().stream().allMatch(p -> p.equals(lesson.id()) || progress.done(p)))
        .map(Lesson::id)
        .toList();
  }

  /** Whether all that it builds on is done. */
  static boolean open(Lesson lesson, Progress progress) {
    return lesson.prerequisites().stream().allMatch(progress::done);
  }

  /** The course as a map, a line a lesson, with what each opens. */
  public static List<String> lines(List<Lesson> all, Progress progress) {
    String next = next(all, progress).map(Lesson::id).orElse("");
    int widest = all.stream().mapToInt(l -> l.id().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Lesson lesson : all) {
      lines.add(line(lesson, widest, next, progress));
      List<String> opens = unlocks(lesson, all, progress);
      if (!opens.isEmpty() && !progress.done(lesson.id())) {
        String indent = " ".repeat(widest + 4);
        lines.add(Style.DIM.of(indent + "└ opens " + String.join(", ", opens)));
      }
    }
    Scores scores = Scores.of(all, progress);
    if (scores.made() > 0) {
      lines.add("");
      lines.addAll(scores.lines());
    }
    if (!next.isEmpty()) {
      lines.add("");
      lines.add("lesson start " + next + Style.DIM.of("   begins, or goes on where you left it"));
    }
    return lines;
  }

  private static String line(Lesson lesson, int widest, String next, Progress progress) {
    String id = lesson.id();
    boolean open = open(lesson, progress);
    String mark =
        progress.done(id)
            ? Style.GOOD.of("✓")
            : progress.begun(id)
                ? Style.WARN.of("▸")
                : id.equals(next) ? Style.NODE.of("→") : open ? "·" : Style.DIM.of("∙");
    List<String> missing = lesson.prerequisites().stream().filter(p -> !progress.done(p)).toList();
    String name = String.format("%-" + widest + "s", id);
    return mark
        + " "
        + (open || progress.done(id) ? Style.STRONG.of(name) : name)
        + "  "
        + lesson.title()
        + "  "
        + Style.DIM.of(state(lesson, progress) + (id.equals(next) ? ", next" : ""))
        + (progress.done(id) || missing.isEmpty()
            ? ""
            : Style.DIM.of(", after " + String.join(", ", missing)));
  }

  private static String state(Lesson lesson, Progress progress) {
    String id = lesson.id();
    if (progress.done(id)) {
      return "done" + (progress.hints(id) > 0 ? ", hints " + progress.hints(id) : "");
    }
    return progress.begun(id)
        ? "at " + (progress.screen(id) + 1) + " of " + lesson.screens().size()
        : lesson.minutes() + " min";
  }

  /** The same for programs. */
  public static List<Map<String, Object>> fields(List<Lesson> all, Progress progress) {
    String next = next(all, progress).map(Lesson::id).orElse("");
    return all.stream()
        .<Map<String, Object>>map(
            l ->
                Map.of(
                    "id", l.id(),
                    "title", l.title(),
                    "minutes", l.minutes(),
                    "done", progress.done(l.id()),
                    "begun", progress.begun(l.id()),
                    "next", l.id().equals(next),
                    "opens", unlocks(l, all, progress),
                    "prerequisites", l.prerequisites()))
        .toList();
  }
}
