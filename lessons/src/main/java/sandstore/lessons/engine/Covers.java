package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import sandstore.lab.Style;
import sandstore.lessons.page.Page;
import sandstore.lessons.script.Lesson;

/** What stands before a lesson and after it, as lines with styles. Decides nothing. */
final class Covers {
  private static final String INDENT = "   ";

  private final IntSupplier columns;

  Covers(IntSupplier columns) {
    this.columns = columns;
  }

  List<String> title(Lesson lesson) {
    return List.of(
        "",
        Style.STRONG.of(lesson.title())
            + Style.DIM.of("   about " + lesson.minutes() + " minutes"));
  }

  Optional<String> needs(Lesson lesson, Progress progress) {
    List<String> missing = lesson.prerequisites().stream().filter(p -> !progress.done(p)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it builds on "
                + String.join(", ", missing)
                + ", which you have not done; go on freely");
  }

  List<String> over(Lesson lesson, Progress progress, List<Lesson> all) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(Style.GOOD.of("── done ") + Style.STRONG.of(lesson.title()));
    List<Progress.Prediction> here =
        progress.predictions().stream().filter(p -> p.of().startsWith(lesson.id() + "/")).toList();
    if (!here.isEmpty()) {
      long right = here.stream().filter(Progress.Prediction::right).count();
      lines.add("   " + right + " of " + here.size() + " predictions came true");
    }
    lines.add("   you met: " + String.join(", ", lesson.concepts()));
    String sources = String.join(", ", lesson.sources());
    lines.addAll(
        Page.lines("read on: " + sources, columns.getAsInt() - INDENT.length()).stream()
            .map(l -> INDENT + l)
            .toList());
    Course.next(all, progress)
        .ifPresent(
            l ->
                lines.add(
                    "   next lesson: "
                        + Style.NODE.of("lesson start " + l.id())
                        + "  "
                        + l.title()));
    lesson
        .setup()
        .up()
        .ifPresent(
            up ->
                lines.add(Style.DIM.of("   the cluster is yours to play with until lesson quit")));
    return lines;
  }

  List<String> left(Lesson lesson, boolean over) {
    return List.of(
        over
            ? "left " + lesson.id() + "; its cluster is gone"
            : "left "
                + lesson.id()
                + "; its cluster is gone, your place is kept: lesson start "
                + lesson.id()
                + " goes on there");
  }
}
