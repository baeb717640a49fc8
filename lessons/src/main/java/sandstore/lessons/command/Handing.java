package sandstore.lessons.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Unmet;
import sandstore.lessons.engine.Play;
import sandstore.lessons.engine.Progress;
import sandstore.lessons.grade.ClassReport;
import sandstore.lessons.grade.Grading;
import sandstore.lessons.grade.Submission;
import sandstore.lessons.page.Page;
import sandstore.lessons.work.Work;

/** Handing work in, and judging what was handed in. */
final class Handing {
  private static final String SUBMIT = "lesson submit anna.zip";
  private static final String ALL = "*.zip";
  private static final String GRADE =
      "lesson grade anna.zip ben.zip; lesson grade *.zip --report class.md";

  private Handing() {}

  /** Packs what is kept of these lessons, or of all, into a file. */
  static void submit(Context context, List<String> words) throws IOException {
    if (words.isEmpty()) {
      throw new Refusal("into which file?", SUBMIT);
    }
    Path file = Teaching.fresh(context, words.get(0), ".zip", SUBMIT);
    Path home = context.lab().home();
    Work work = Work.in(home);
    List<String> wanted = words.subList(1, words.size());
    List<String> lessons = wanted.isEmpty() ? work.lessons() : wanted;
    for (String lesson : lessons) {
      if (!work.lessons().contains(lesson)) {
        throw new Refusal(
            "nothing is kept of " + Style.harmless(lesson),
            "lesson start " + Style.harmless(lesson));
      }
    }
    List<Submission.Packed> packed =
        Submission.write(file, work, lessons, hints(Progress.in(home), lessons), made());
    if (packed.isEmpty()) {
      throw new Refusal("nothing has been played yet", "lesson start elections");
    }
    if (Play.isOn(context.lab()) && !Play.in(context.lab()).isOver()) {
      context.note("the screen that is being played is not in it yet");
    }
    tell(context, file, packed);
  }

  private static void tell(Context context, Path file, List<Submission.Packed> packed)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("wrote " + file + " (" + (Files.size(file) + 1023) / 1024 + " KiB)");
    Map<String, Object> screens = new LinkedHashMap<>();
    for (Submission.Packed p : packed) {
      lines.add(
          "  " + p.lesson() + ": " + p.screens() + (p.screens() == 1 ? " screen" : " screens"));
      screens.put(p.lesson(), p.screens());
    }
    lines.add(
        Style.DIM.of(
            "  what the cluster did and what you answered; nothing else of this computer"));
    context.result("submission", Map.of("file", file.toString(), "screens", screens), lines);
  }

  private static Map<String, Integer> hints(Progress progress, List<String> lessons) {
    Map<String, Integer> hints = new LinkedHashMap<>();
    for (String lesson : lessons) {
      if (progress.hints(lesson) >= 0) {
        hints.put(lesson, progress.hints(lesson));
      }
    }
    return hints;
  }

  private static List<String> made() {
    return List.of(
        "java " + Runtime.version(), "made " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** A file, all zips of a folder, or names with {@code *}. */
  private static List<Path> named(Context context, String word) throws IOException {
    Path path =
        context.local(
            word.endsWith(ALL) ? word.substring(0, word.length() - ALL.length()) + "." : word);
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> zips = Files.newDirectoryStream(path, ALL)) {
        zips.forEach(zip -> found.add(zip.normalize()));
      }
    }
    if (found.isEmpty()) {
      throw new Refusal("there is no file " + Style.harmless(word), GRADE);
    }
    Collections.sort(found);
    return found;
  }

  /** Judges files that were handed in, all of them, and tells what came of it. */
  static void grade(Context context, Grading grading, List<String> words, @Nullable String report)
      throws IOException, InterruptedException {
    if (words.isEmpty()) {
      throw new Refusal("which files?", GRADE);
    }
    Path to = report == null ? null : Teaching.markdown(context, report);
    List<Path> files = new ArrayList<>();
    for (String word : words) {
      files.addAll(named(context, word));
    }
    ClassReport told =
        grading.all(files, done -> context.progress("grade", done, files.size(), "files", ""));
    List<String> lines = told.lines();
    if (to != null) {
      Files.write(to, lines);
    }
    context.result(
        "grades",
        to == null ? told.fields() : Map.of("file", to.toString()),
        to == null
            ? Page.lines(String.join("\n", lines), context.lab().columns())
            : List.of("wrote " + to));
    if (told.remarkable() > 0) {
      throw new Unmet(
          told.remarkable()
              + " of "
              + files.size()
              + " are to be looked at"
              + (to == null ? "" : ": " + to));
    }
  }
}
