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

  /** The course as a map, a line a lesson. */
  public static List<String> lines(List<Lesson> all, Progress progress) {
    String next = next(all, progress).map(Lesson::id).orElse("");
    int widest = all.stream().mapToInt(l -> l.id().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Lesson lesson : all) {
      lines.add(line(lesson, widest, next, progress));
    }
    List<Progress.Prediction> made = progress.predictions();
    if (!made.isEmpty()) {
      List<String> wrong =
          made.stream().filter(p -> !p.right()).map(Progress.Prediction::of).toList();
      lines.add("");
      lines.add(
          "predictions: "
              + (made.size() - wrong.size())
              + " of "
              + made.size()
              + " came true"
              + (wrong.isEmpty() ? "" : "; look again at " + String.join(", ", wrong)));
    }
    if (!next.isEmpty()) {
      lines.add("");
      lines.add("lesson start " + next + Style.DIM.of("   begins, or goes on where you left it"));
    }
    return lines;
  }

  private static String line(Lesson lesson, int widest, String next, Progress progress) {
    String id = lesson.id();
    String mark =
        progress.done(id)
            ? Style.GOOD.of("✓")
            : progress.begun(id) ? Style.WARN.of("▸") : id.equals(next) ? Style.NODE.of("→") : "·";
    String state =
        progress.done(id)
            ? "done" + (progress.hints(id) > 0 ? ", hints " + progress.hints(id) : "")
            : progress.begun(id)
                ? "at " + (progress.screen(id) + 1) + " of " + lesson.screens().size()
                : lesson.minutes() + " min";
    String after =
        lesson.prerequisites().isEmpty()
            ? ""
            : Style.DIM.of("  after " + String.join(", ", lesson.prerequisites()));
    return mark
        + " "
        + Style.STRONG.of(String.format("%-" + widest + "s", id))
        + "  "
        + lesson.title()
        + "  "
        + Style.DIM.of(state)
        + after;
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
                    "prerequisites", l.prerequisites()))
        .toList();
  }
}
