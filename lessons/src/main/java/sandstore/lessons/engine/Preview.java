package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import sandstore.lab.Style;
import sandstore.lessons.script.Clause;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/** A whole lesson as its learners will read it, for its author. Nothing of it is run. */
public final class Preview {
  private final Lesson lesson;
  private final Telling telling;
  private final Covers covers;

  private Preview(Lesson lesson, IntSupplier columns) {
    this.lesson = lesson;
    this.telling = new Telling(columns, new Audience(false));
    this.covers = new Covers(columns);
  }

  /** All screens, with what a learner sees only later: hints, reasons, what is checked. */
  public static List<String> lines(Lesson lesson, IntSupplier columns) {
    return new Preview(lesson, columns).all();
  }

  private List<String> all() {
    List<String> lines = new ArrayList<>(covers.title(lesson));
    lines.addAll(telling.begun(lesson.setup()));
    for (int i = 0; i < lesson.screens().size(); i++) {
      lines.addAll(telling.heading(lesson, i));
      lesson.screens().get(i).parts().forEach(p -> part(p, lines));
    }
    return lines;
  }

  private void part(Part part, List<String> lines) {
    if (part instanceof Part.Typing typing) {
      typing.lines().forEach(t -> lines.addAll(telling.typed(t)));
      lines.add("");
      return;
    }
    lines.addAll(telling.part(part, true));
    if (part instanceof Part.Question question) {
      lines.addAll(telling.aside("afterwards", question.because()));
      lines.add("");
    } else if (part instanceof Part.Task task) {
      for (Clause check : task.checks()) {
        lines.add(Style.DIM.of("  " + check.kind() + " " + Telling.words(check.name())));
      }
      lesson
          .hintsFor(task.id())
          .ifPresent(
              h -> {
                for (int i = 0; i < h.steps().size(); i++) {
                  lines.addAll(telling.hint(h.steps(), i));
                }
              });
      lines.add("");
    }
  }
}
