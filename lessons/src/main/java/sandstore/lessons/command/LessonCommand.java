package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lessons.engine.Course;
import sandstore.lessons.engine.Play;
import sandstore.lessons.engine.Progress;
import sandstore.lessons.engine.Shelf;
import sandstore.lessons.engine.Transcript;
import sandstore.lessons.grade.Grading;
import sandstore.lessons.script.BadLesson;
import sandstore.lessons.script.Lesson;

@AutoService(LabCommand.class)
@Command(
    name = "lesson",
    headerHeading = "Lessons",
    description = "Lessons that are played on a real cluster: say what will happen, break it, see.",
    footer = {
      "list shows the course; start begins a lesson, or goes on where it was left (--again: from",
      "  the beginning). In a lesson: next, back, hint, task, skip, and a letter to answer.",
      "lesson check says how the task stands; lesson reset begins the screen anew, on a new cluster;",
      "  quit ends it.",
      "export tells your way through the course as Markdown, into a file if one is named.",
      "submit packs what you did, as the cluster told it, to be handed in: all, or lessons named.",
      "For authors: new ID writes a skeleton, lint says what is wrong in a file, preview shows it",
      "  as learners read it, test plays its solutions and wrong paths on clusters of their own.",
      "For teachers: start --present shows a lesson to a class: it is nobody's progress, answers are",
      "  hands (a 12 b 7), and show types the next line of a solution. handout writes the lessons",
      "  without answers, to be printed; pack a zip of them without solutions; test --report FILE.xml",
      "  or .md writes what trials came to; grade judges what was handed in once more, event by event,",
      "  and says which predictions were missed most.",
      "--lessons takes others' lessons, a folder or a zip, in place of those of the lab.",
      "",
      "  lesson list",
      "  lesson start elections",
      "  lesson export course.md",
      "  lesson submit anna.zip; lesson submit anna.zip elections",
      "  lesson grade *.zip --report class.md",
      "  lesson start elections --present",
      "  lesson lint my-lesson.md; lesson preview my-lesson.md",
      "  lesson test elections --times 20; lesson test --all --solutions",
      "  lesson handout class.md; lesson pack class.zip",
      "  lesson list --lessons class.zip"
    })
public final class LessonCommand implements LabCommand {
  private static final List<String> ACTIONS =
      List.of(
          "list", "start", "check", "reset", "quit", "export", "submit", "grade", "handout", "pack",
          "new", "lint", "preview", "test");

  /** For completion. */
  static final class Actions implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return ACTIONS.iterator();
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "list",
      completionCandidates = Actions.class,
      description = "list (if not said), start, check ..; for authors new, lint, preview, test")
  private String action = "list";

  @Parameters(
      index = "1..*",
      paramLabel = "LESSON",
      description = "an id that lesson list shows, or a file whose name ends in .md")
  private List<String> lessons = List.of();

  @Option(names = "--again", description = "start: from the beginning")
  private boolean again;

  @Option(names = "--present", description = "start: before a class; nobody's progress")
  private boolean present;

  @Option(names = "--all", description = "lint and test: all that list shows")
  private boolean all;

  @Option(names = "--times", paramLabel = "N", defaultValue = "1", description = "test: so often")
  private int times = 1;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description = "test: so many lessons at a time (2)")
  private int atOnce = 2;

  @Option(names = "--solutions", description = "test: without the wrong paths")
  private boolean solutions;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "test, grade: write what came of it there, as Markdown (test: or JUnit's XML)")
  private @Nullable String report;

  @Option(names = "--lessons", paramLabel = "PATH", description = "others': a folder or a zip file")
  private @Nullable String source;

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    switch (action) {
      case "list" -> list(context);
      case "start" -> start(context);
      case "check" -> Play.in(context.lab()).check(context);
      case "reset" -> Play.in(context.lab()).reset(context);
      case "quit" -> Play.in(context.lab()).quit(context);
      case "export" -> export(context);
      case "submit" -> Handing.submit(context, lessons);
      case "grade" -> Handing.grade(context, new Grading(shelf(context).all()), lessons, report);
      case "handout" -> Teaching.handout(context, shelf(context), one("lesson handout class.md"));
      case "pack" -> Teaching.pack(context, shelf(context), one("lesson pack class.zip"));
      case "new" -> Authoring.skeleton(context, one("lesson new my-lesson"));
      case "lint" -> new Authoring(context, shelf(context)).lint(words(context));
      case "preview" ->
          new Authoring(context, shelf(context)).preview(one("lesson preview my-lesson.md"));
      case "test" ->
          new Authoring(context, shelf(context))
              .test(words(context), new Authoring.Trying(times, atOnce, !solutions, report));
      default ->
          throw new Refusal(
              "lesson does not know " + Style.harmless(action),
              "it knows " + String.join(", ", ACTIONS));
    }
  }

  private Shelf shelf(Context context) throws IOException {
    String named = source;
    if (named == null) {
      return Shelf.own();
    }
    try {
      return Shelf.at(context.local(named), named);
    } catch (BadLesson e) {
      throw Authoring.refusal(e.mistakes());
    }
  }

  private void list(Context context) throws IOException {
    List<Lesson> shelf = shelf(context).all();
    Progress progress = Progress.in(context.lab().home());
    context.result(
        "lessons",
        Map.of("lessons", Course.fields(shelf, progress)),
        Course.lines(shelf, progress));
  }

  private void start(Context context) throws InterruptedException, IOException {
    Shelf shelf = shelf(context);
    Progress progress = Progress.in(context.lab().home());
    String id =
        lessons.isEmpty()
            ? Course.next(shelf.all(), progress).map(Lesson::id).orElse("")
            : one("lesson start elections");
    if (id.isEmpty()) {
      throw new Refusal("all lessons are done", "lesson start ID --again plays one again");
    }
    Play.start(context, new Authoring(context, shelf).sound(id, source != null), again, present);
  }

  private void export(Context context) throws IOException {
    List<String> page = Transcript.lines(shelf(context).all(), Progress.in(context.lab().home()));
    if (lessons.isEmpty()) {
      context.result("transcript", Map.of("text", page), page);
      return;
    }
    String named = one("lesson export course.md");
    Path file = context.local(named);
    if (!named.endsWith(".md")) {
      throw new Refusal(
          "the course is told in Markdown, so name a file .md", "lesson export course.md");
    }
    Files.write(file, page);
    context.result("transcript", Map.of("file", file.toString()), "wrote " + file);
  }

  private String one(String example) {
    if (lessons.size() != 1) {
      throw new Refusal("one lesson, please", example);
    }
    return lessons.get(0);
  }

  private List<String> words(Context context) throws IOException {
    if (all == lessons.isEmpty()) {
      return all ? shelf(context).all().stream().map(Lesson::id).toList() : lessons;
    }
    throw new Refusal(
        all ? "either lessons or --all" : "which lesson?", "lesson " + action + " elections");
  }
}
