package sandstore.lessons.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lessons.engine.ClassPack;
import sandstore.lessons.engine.Handout;
import sandstore.lessons.engine.Shelf;
import sandstore.lessons.engine.Trial;
import sandstore.lessons.engine.TrialReport;

/** What those who teach ask for. */
final class Teaching {
  private static final String JUNIT = ".xml";
  private static final String MARKDOWN = ".md";

  private Teaching() {}

  /** Writes all lessons without answers, to be printed. */
  static void handout(Context context, Shelf shelf, String named) throws IOException {
    Path file = fresh(context, named, MARKDOWN, "lesson handout class.md");
    Files.write(file, Handout.lines(shelf.all()), StandardOpenOption.CREATE_NEW);
    context.result(
        "handout",
        Map.of("file", file.toString(), "lessons", shelf.all().size()),
        "wrote " + file + ": " + count(shelf) + ", without answers");
  }

  /** Writes all lessons without solutions, to be given out. */
  static void pack(Context context, Shelf shelf, String named) throws IOException {
    Path file = fresh(context, named, ".zip", "lesson pack class.zip");
    ClassPack.write(shelf.texts(), file);
    context.result(
        "pack",
        Map.of("file", file.toString(), "lessons", shelf.all().size()),
        "wrote " + file + ": " + count(shelf) + ", without solutions",
        "  lesson list --lessons " + named);
  }

  private static String count(Shelf shelf) {
    int lessons = shelf.all().size();
    return lessons + (lessons == 1 ? " lesson" : " lessons");
  }

  /**
   * Where the outcome of trials is to go.
   *
   * @throws Refusal if it could not be written there
   */
  static Path report(Context context, String named) {
    if (!named.endsWith(JUNIT) && !named.endsWith(MARKDOWN)) {
      throw new Refusal(
          "a report is JUnit's XML or Markdown, so name a file .xml or .md",
          "lesson test --all --report lessons.xml");
    }
    Path file = context.local(named);
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new Refusal("there is no local folder " + folder, "name a file in one that exists");
    }
    return file;
  }

  /** Where a page is to go; likewise. */
  static Path markdown(Context context, String named) {
    if (!named.endsWith(MARKDOWN)) {
      throw new Refusal("it is told in Markdown, so name a file .md", "--report class.md");
    }
    return report(context, named);
  }

  static void report(List<Trial.Result> results, Path file) throws IOException {
    Files.write(
        file,
        file.toString().endsWith(JUNIT)
            ? TrialReport.junit(results)
            : TrialReport.markdown(results));
  }

  static Path fresh(Context context, String named, String ending, String example)
      throws IOException {
    if (!named.endsWith(ending)) {
      throw new Refusal("its name ends in " + ending, example);
    }
    Path file = context.local(named);
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(Style.harmless(named));
    }
    return file;
  }
}
