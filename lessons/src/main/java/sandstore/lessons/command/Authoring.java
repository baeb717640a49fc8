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
import org.jspecify.annotations.Nullable;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Unmet;
import sandstore.lessons.engine.Preview;
import sandstore.lessons.engine.Shelf;
import sandstore.lessons.engine.Trial;
import sandstore.lessons.engine.Trials;
import sandstore.lessons.script.BadLesson;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Linter;
import sandstore.lessons.script.Mistake;

/** What those who write lessons ask for. */
final class Authoring {
  private static final int MOST_AT_ONCE = 8;
  private static final int MOST_TIMES = 1_000;
  private static final String SKELETON = "/sandstore/lessons/skeleton.md";

  private final Context context;
  private final Shelf shelf;

  /**
   * @param shelf from which lessons are taken by id
   */
  Authoring(Context context, Shelf shelf) {
    this.context = context;
    this.shelf = shelf;
  }

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

  private Lesson find(String word) throws IOException, BadLesson {
    return shelf.find(word, context.local(word));
  }

  /**
   * A lesson without mistakes.
   *
   * @param others it is somebody else's, whom nobody has tested
   */
  Lesson sound(String word, boolean others) throws IOException {
    try {
      Lesson lesson = find(word);
      List<Mistake> mistakes =
          others || word.endsWith(".md")
              ? Linter.toBePlayed(lesson, context.lab()::mistakeIn, known())
              : List.of();
      if (!mistakes.isEmpty()) {
        throw refusal(mistakes);
      }
      return lesson;
    } catch (BadLesson e) {
      throw refusal(e.mistakes());
    }
  }

  static Refusal refusal(List<Mistake> mistakes) {
    return new Refusal(
        mistakes.get(0).toString(),
        mistakes.size() == 1
            ? "nothing was run"
            : "nothing was run; lesson lint lists all " + mistakes.size());
  }

  private List<Mistake> mistakes(Lesson lesson) {
    return Linter.lint(lesson, context.lab()::mistakeIn, known());
  }

  private Set<String> known() {
    Set<String> ids = new HashSet<>(Shelf.ids());
    ids.addAll(shelf.named());
    return ids;
  }

  /** Shows a lesson as it will be read; what is wrong in it is said first. */
  void preview(String word) throws IOException {
    try {
      Lesson lesson = find(word);
      List<String> text = new ArrayList<>();
      mistakes(lesson).forEach(m -> text.add(Style.WARN.of(m)));
      text.addAll(Preview.lines(lesson, context.lab()::columns));
      context.result("preview", Map.of("text", text.stream().map(Style::strip).toList()), text);
    } catch (BadLesson e) {
      throw refusal(e.mistakes());
    }
  }

  void lint(List<String> words) throws IOException {
    List<Mistake> all = new ArrayList<>();
    for (String word : words) {
      try {
        all.addAll(mistakes(find(word)));
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

  /**
   * How lessons are tried.
   *
   * @param times so often
   * @param atOnce so many at a time
   * @param wrongPaths whether they are played, too
   * @param report where the outcome goes; null: nowhere
   */
  record Trying(int times, int atOnce, boolean wrongPaths, @Nullable String report) {}

  void test(List<String> words, Trying how) throws InterruptedException, IOException {
    int times = how.times();
    if (how.atOnce() < 1 || how.atOnce() > MOST_AT_ONCE) {
      throw new Refusal("--at-once is from 1 to " + MOST_AT_ONCE, "--at-once 2");
    }
    if (times < 1 || times > MOST_TIMES) {
      throw new Refusal("--times is from 1 to " + MOST_TIMES, "--times 20");
    }
    List<Lesson> lessons = new ArrayList<>();
    for (String word : words) {
      lessons.add(sound(word, true));
    }
    String report = how.report();
    Path file = report == null ? null : Teaching.report(context, report);
    List<Trial.Result> results = new ArrayList<>();
    long begun = System.nanoTime();
    try {
      new Trials(context.lab().settings(), how.wrongPaths())
          .play(
              lessons,
              times,
              how.atOnce(),
              result -> {
                context.result("trial", fields(result), line(result));
                results.add(result);
              });
      summary(lessons.size(), results, (System.nanoTime() - begun) / 1_000_000_000);
    } finally {
      if (file != null) {
        Teaching.report(results, file); // of what was played until Ctrl-C, too
      }
    }
    long failed = results.stream().filter(r -> !r.passed()).count();
    if (failed > 0) {
      throw new Unmet(failed + " did not go as the lesson says");
    }
  }

  private void summary(int lessons, List<Trial.Result> results, long seconds) {
    long passed = results.stream().filter(Trial.Result::passed).count();
    context.result(
        "trials",
        Map.of("lessons", lessons, "paths", results.size(), "passed", passed, "seconds", seconds),
        String.format(
            Locale.ROOT,
            "%d of %d paths of %d lessons went as they should, in %d min %02d s",
            passed,
            results.size(),
            lessons,
            seconds / 60,
            seconds % 60));
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
