package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sandstore.lessons.script.Clause;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/**
 * Lessons on paper: what they tell and ask, with room for what one thinks, and neither answers, nor
 * hints, nor solutions. Pure.
 */
public final class Handout {
  private Handout() {}

  /** Its lines, in Markdown. */
  public static List<String> lines(List<Lesson> lessons) {
    List<String> lines = new ArrayList<>();
    lines.add("# Sandstore Lab: the lessons");
    lines.add("");
    lines.add("Each is begun by `lesson start ID`. Write your predictions down before you type.");
    for (Lesson lesson : lessons) {
      head(lesson, lines);
      for (Lesson.Screen screen : lesson.screens()) {
        lines.add("");
        lines.add("### " + screen.title());
        screen.parts().forEach(p -> part(p, lines));
      }
      lines.add("");
      lines.add("*Sources: " + String.join("; ", lesson.sources()) + "*");
    }
    return lines;
  }

  private static void head(Lesson lesson, List<String> lines) {
    lines.add("");
    lines.add("## " + lesson.title());
    lines.add("");
    lines.add(
        "`lesson start "
            + lesson.id()
            + "`, "
            + lesson.minutes()
            + " minutes"
            + lesson.setup().up().map(up -> ", on `" + up + "`").orElse("")
            + (lesson.prerequisites().isEmpty()
                ? ""
                : ", after " + String.join(", ", lesson.prerequisites())));
  }

  private static void part(Part part, List<String> lines) {
    lines.add("");
    if (part instanceof Part.Prose prose) {
      lines.add(prose.markdown().strip());
    } else if (part instanceof Part.Typing typing) {
      typing.lines().forEach(t -> lines.add("    " + t.text()));
    } else if (part instanceof Part.Look look) {
      lines.add("**Look** (`watch " + look.view() + "`): " + look.text().strip());
    } else if (part instanceof Part.Question question) {
      lines.add("**What do you think?** " + question.text().strip());
      lines.add("");
      question.choices().forEach((letter, choice) -> lines.add("- [ ] " + letter + ") " + choice));
    } else if (part instanceof Part.Task task) {
      lines.add((task.byLearner() ? "**Your turn.** " : "") + task.text().strip());
      lines.add("");
      lines.add(
          "*Is it so?* "
              + task.checks().stream()
                  .filter(c -> c.kind() == Clause.Kind.CHECK)
                  .map(c -> Telling.words(c.name()))
                  .collect(Collectors.joining("; ")));
    }
  }
}
