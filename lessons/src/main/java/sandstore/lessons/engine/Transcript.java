package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/** Someone's way through the course as a Markdown page, to keep or to hand in. Pure. */
public final class Transcript {
  private Transcript() {}

  /** Its lines. */
  public static List<String> lines(List<Lesson> all, Progress progress) {
    long done = all.stream().filter(l -> progress.done(l.id())).count();
    List<String> lines = new ArrayList<>();
    lines.add("# Sandstore Lab: the course so far");
    lines.add("");
    lines.add(done + " of " + all.size() + " lessons are done.");
    lines.add("");
    lines.add("| lesson | state | hints | predictions |");
    lines.add("|---|---|---|---|");
    all.forEach(l -> lines.add(row(l, progress)));
    Scores scores = Scores.of(all, progress);
    if (scores.made() > 0) {
      concepts(scores, lines);
      predictions(all, progress, lines);
    }
    return lines;
  }

  private static String row(Lesson lesson, Progress progress) {
    String id = lesson.id();
    List<Progress.Prediction> here = of(lesson, progress);
    long right = here.stream().filter(Progress.Prediction::right).count();
    String state =
        progress.done(id)
            ? ("done " + progress.day(id)).strip()
            : progress.begun(id)
                ? "at " + (progress.screen(id) + 1) + " of " + lesson.screens().size()
                : "";
    return "| "
        + cell(lesson.title())
        + " | "
        + state
        + " | "
        + (progress.hints(id) < 0 ? "" : String.valueOf(progress.hints(id)))
        + " | "
        + (here.isEmpty() ? "" : right + " of " + here.size())
        + " |";
  }

  private static List<Progress.Prediction> of(Lesson lesson, Progress progress) {
    return progress.predictions().stream()
        .filter(p -> p.of().startsWith(lesson.id() + "/"))
        .toList();
  }

  private static void concepts(Scores scores, List<String> lines) {
    lines.add("");
    lines.add("## Predictions by concept");
    lines.add("");
    lines.add("| concept | came true |");
    lines.add("|---|---|");
    for (Map.Entry<String, Scores.Score> e : scores.byConcept().entrySet()) {
      Scores.Score score = e.getValue();
      lines.add("| " + cell(e.getKey()) + " | " + score.right() + " of " + score.made() + " |");
    }
  }

  private static void predictions(List<Lesson> all, Progress progress, List<String> lines) {
    lines.add("");
    lines.add("## Each prediction");
    for (Lesson lesson : all) {
      for (Progress.Prediction p : of(lesson, progress)) {
        lesson
            .questions()
            .filter(q -> p.of().equals(lesson.id() + "/" + q.id()))
            .findFirst()
            .ifPresent(q -> prediction(lesson, q, p, lines));
      }
    }
  }

  private static void prediction(
      Lesson lesson, Part.Question question, Progress.Prediction p, List<String> lines) {
    lines.add("");
    lines.add("**" + lesson.title() + ".** " + oneLine(question.text()));
    lines.add("");
    lines.add("- said " + p.said() + ") " + question.choices().getOrDefault(p.said(), ""));
    if (!p.right()) {
      lines.add("- it was " + p.was() + ") " + question.choices().getOrDefault(p.was(), ""));
    }
    lines.add("- " + question.because());
  }

  private static String cell(String text) {
    return oneLine(text).replace("|", "\\|");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\n\\s*", " ");
  }
}
