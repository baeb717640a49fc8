package sandstore.lessons.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Unmet;
import sandstore.lessons.engine.Shelf;
import sandstore.lessons.engine.Trial;
import sandstore.lessons.script.BadLesson;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Linter;
import sandstore.lessons.script.Mistake;

/** What those who write lessons ask for. */
final class Authoring {
  private static final int MOST_TIMES = 1_000;
  private static final String SKELETON = "/sandstore/lessons/skeleton.md";

  private Authoring() {}

  /** Writes a skeleton that is a whole, small lesson. */
  static void skeleton(Context context, String id) throws IOException {
    if (!id.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new Refusal("a lesson's id has small letters, digits and -", "lesson new my-lesson");
    }
    try (var in = Authoring.class.getResourceAsStream(SKELETON)) {
      if (in == null) {
        throw new IOException("the skeleton is not on the class path");
      }
      String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      Path file = context.local(id + ".md");
      Files.writeString(file, text.replace("my-lesson", id), StandardOpenOption.CREATE_NEW);
      context.result(
          "lesson",
          Map.of("file", file.toString()),
          id + ".md is written: a whole small lesson, to be changed",
          "  lesson start " + id + ".md   plays it; lesson lint and lesson test try it");
    }
  }

  /** A lesson without mistakes. */
  static Lesson sound(Context context, String word) throws IOException {
    try {
      Lesson lesson = LessonCommand.find(context, word);
      List<Mistake> mistakes = word.endsWith(".md") ? mistakes(context, lesson) : List.of();
      if (!mistakes.isEmpty()) {
        throw refusal(mistakes, word);
      }
      return lesson;
    } catch (BadLesson e) {
      throw refusal(e.mistakes(), word);
    }
  }

  private static Refusal refusal(List<Mistake> mistakes, String word) {
    return new Refusal(
        mistakes.get(0).toString(),
        mistakes.size() == 1
            ? "nothing was run"
            : "nothing was run; lesson lint " + word + " lists all " + mistakes.size());
  }

  private static List<Mistake> mistakes(Context context, Lesson lesson) {
    Set<String> others = new HashSet<>(Shelf.ids());
    return Linter.lint(lesson, context.lab()::mistakeIn, others);
  }

  static void lint(Context context, List<String> words) throws IOException {
    List<Mistake> all = new ArrayList<>();
    for (String word : words) {
      try {
        all.addAll(mistakes(context, LessonCommand.find(context, word)));
      } catch (BadLesson e) {
        all.addAll(e.mistakes());
      }
    }
    List<String> text = all.stream().map(Mistake::toString).toList();
    context.result(
        "lint",
        Map.of("mistakes", text),
        all.isEmpty() ? List.of(Style.GOOD.of("no mistakes")) : text);
    if (!all.isEmpty()) {
      throw new Unmet(all.size() + (all.size() == 1 ? " mistake" : " mistakes"));
    }
  }

  static void test(Context context, List<String> words, int times)
      throws InterruptedException, IOException {
    if (times < 1 || times > MOST_TIMES) {
      throw new Refusal("--times is from 1 to " + MOST_TIMES, "--times 20");
    }
    List<Lesson> lessons = new ArrayList<>();
    for (String word : words) {
      lessons.add(sound(context, word));
    }
    Trial trial = new Trial(context.lab().settings());
    List<Trial.Result> failed = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Lesson lesson : lessons) {
        trial.play(
            lesson,
            result -> {
              context.result("trial", fields(result), line(result));
              if (!result.passed()) {
                failed.add(result);
              }
            });
      }
    }
    if (!failed.isEmpty()) {
      throw new Unmet(failed.size() + " did not go as the lesson says");
    }
  }

  private static Map<String, Object> fields(Trial.Result r) {
    return Map.of(
        "lesson", r.lesson(),
        "path", r.path(),
        "passed", r.passed(),
        "seconds", r.seconds(),
        "problem", r.problem());
  }

  private static String line(Trial.Result r) {
    String outcome =
        r.passed()
            ? Style.GOOD.of("ok")
            : Style.BAD.of("FAILED") + " " + Style.harmless(r.problem());
    return String.format(Locale.ROOT, "%5.1f s  %s  %s  ", r.seconds(), r.lesson(), r.path())
        + outcome;
  }
}
