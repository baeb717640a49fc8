package sandstore.lessons.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
      "check says how the task stands; reset begins the screen anew on a new cluster; quit ends it.",
      "For authors: new ID writes a skeleton, lint says what is wrong in a file, test plays its",
      "  solutions and wrong paths on clusters of their own (--all, --times 20).",
      "",
      "  lesson list",
      "  lesson start elections",
      "  lesson lint my-lesson.md",
      "  lesson test elections --times 20"
    })
public final class LessonCommand implements LabCommand {
  private static final List<String> ACTIONS =
      List.of("list", "start", "check", "reset", "quit", "new", "lint", "test");

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
      description = "list (if not said), start, check, reset, quit; for authors new, lint, test")
  private String action = "list";

  @Parameters(
      index = "1..*",
      paramLabel = "LESSON",
      description = "an id that lesson list shows, or a file whose name ends in .md")
  private List<String> lessons = List.of();

  @Option(names = "--again", description = "start: from the beginning")
  private boolean again;

  @Option(names = "--all", description = "lint and test: all that come with the lab")
  private boolean all;

  @Option(names = "--times", paramLabel = "N", defaultValue = "1", description = "test: so often")
  private int times = 1;

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    switch (action) {
      case "list" -> list(context);
      case "start" -> start(context);
      case "check" -> Play.in(context.lab()).check(context);
      case "reset" -> Play.in(context.lab()).reset(context);
      case "quit" -> Play.in(context.lab()).quit(context);
      case "new" -> Authoring.skeleton(context, one("lesson new my-lesson"));
      case "lint" -> Authoring.lint(context, words());
      case "test" -> Authoring.test(context, words(), times);
      default ->
          throw new Refusal(
              "lesson does not know " + Style.harmless(action),
              "it knows " + String.join(", ", ACTIONS));
    }
  }

  private static void list(Context context) {
    List<Lesson> shelf = Shelf.lessons();
    Progress progress = Progress.in(context.lab().home());
    context.result(
        "lessons",
        Map.of("lessons", Course.fields(shelf, progress)),
        Course.lines(shelf, progress));
  }

  private void start(Context context) throws InterruptedException, IOException {
    Progress progress = Progress.in(context.lab().home());
    String id =
        lessons.isEmpty()
            ? Course.next(Shelf.lessons(), progress).map(Lesson::id).orElse("")
            : one("lesson start elections");
    if (id.isEmpty()) {
      throw new Refusal("all lessons are done", "lesson start ID --again plays one again");
    }
    Lesson lesson = Authoring.sound(context, id);
    Play.start(context, lesson, again);
  }

  private String one(String example) {
    if (lessons.size() != 1) {
      throw new Refusal("one lesson, please", example);
    }
    return lessons.get(0);
  }

  private List<String> words() {
    if (all == lessons.isEmpty()) {
      return all ? Shelf.lessons().stream().map(Lesson::id).toList() : lessons;
    }
    throw new Refusal(
        all ? "either lessons or --all" : "which lesson?", "lesson " + action + " elections");
  }

  /** For {@link Authoring}: a lesson by id or file. */
  static Lesson find(Context context, String word) throws IOException, BadLesson {
    return Shelf.find(word, context.local(word));
  }
}
