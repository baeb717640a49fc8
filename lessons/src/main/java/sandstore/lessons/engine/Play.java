package sandstore.lessons.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import sandstore.lab.Companion;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lab.Sheet;
import sandstore.lab.Unmet;
import sandstore.lessons.engine.TaskWatch.Standing;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/**
 * A lesson with a person in it, from {@code lesson start} to {@code lesson quit} or the lab's end:
 * what the person may type, and what it leads to. Commands call it on their threads, one at a time;
 * what the cluster does is heard on another ({@link Judging}).
 */
public final class Play implements Companion {
  private final Lab lab;
  private final Lesson lesson;
  private final Progress progress;
  private final Telling telling;
  private final Covers covers;
  private final Stage stage;
  private final Desk desk;
  private final Place place;
  private final Aid aid = new Aid();
  private final Audience audience;
  private final Judging judging;
  private final Performance performance;

  private Play(
      Lab lab, Lesson lesson, Progress progress, Stage stage, int screen, Audience audience) {
    this.lab = lab;
    this.lesson = lesson;
    this.progress = progress;
    this.stage = stage;
    this.audience = audience;
    this.telling = new Telling(lab::columns, audience);
    this.covers = new Covers(lab::columns);
    this.desk = Desk.laid(lab, lesson);
    this.place = new Place(lesson, screen);
    this.judging = new Judging(lab, lesson, progress, telling, !audience.isThere());
    this.performance = new Performance(lab, place, progress, telling, covers, judging, desk, aid);
  }

  /**
   * The lesson that is being played.
   *
   * @throws Refusal if none is
   */
  public static Play in(Lab lab) {
    return lab.companion()
        .filter(Play.class::isInstance)
        .map(Play.class::cast)
        .orElseThrow(
            () ->
                new Refusal(
                    "no lesson is being played",
                    "lesson list shows them; lesson start first-hour"));
  }

  /** Whether one is. */
  public static boolean isOn(Lab lab) {
    return lab.companion().filter(Play.class::isInstance).isPresent();
  }

  /** Whether all of it was played, and the person plays on. */
  public boolean isOver() {
    return place.over();
  }

  /**
   * Starts a lesson, at the screen where it was left, on a fresh cluster.
   *
   * @param toOthers whether it is shown to a class: from the beginning, and nobody's progress
   * @throws Refusal if the home holds a cluster that is not a lesson's
   */
  public static void start(
      Context context, Lesson lesson, boolean fromTheBeginning, boolean toOthers)
      throws InterruptedException, IOException {
    Lab lab = context.lab();
    if (isOn(lab)) {
      in(lab).quit(context);
    }
    Progress progress = toOthers ? Progress.shown(lab.home()) : Progress.in(lab.home());
    Stage stage = new Stage(lab, lesson, progress);
    stage.refuseOthersClusters();
    int screen = fromTheBeginning ? 0 : progress.screen(lesson.id());
    Play play = new Play(lab, lesson, progress, stage, screen, new Audience(toOthers));
    context.result("lesson", Map.of("lesson", lesson.id()), play.covers.title(lesson));
    play.covers.needs(lesson, progress).ifPresent(context::note);
    lab.accompany(play);
    boolean begun = false;
    try {
      play.begin(context, play.place.screen());
      begun = true;
    } finally {
      if (!begun) {
        lab.leaveAlone();
        stage.clear();
      }
    }
  }

  private void begin(Context context, int screen) throws InterruptedException, IOException {
    judging.stop();
    place.begin(screen);
    telling.say(context, telling.begun(lesson.setup()));
    stage.set(context, desk, screen);
    progress.at(lesson.id(), screen);
    performance.begin(context, screen);
  }

  /** Goes on, if nothing is left to be done here. */
  public synchronized void next(Context context) throws InterruptedException {
    if (place.back() > 0) {
      forward(context);
      return;
    }
    if (place.over()) {
      throw new Refusal("this lesson is over", "lesson list shows the others; lesson quit ends it");
    }
    if (place.atTheEndOfTheScreen()) {
      performance.begin(context, place.screen() + 1);
      return;
    }
    if (place.current(Part.Typing.class).isPresent()) {
      performance.go(context); // from the line that did not go well
      return;
    }
    refuseIfAsked();
    Optional<Part.Task> task = place.current(Part.Task.class).filter(t -> !cleared(t));
    if (task.isEmpty()) {
      goOn(context);
    } else if (task.get().byLearner()) {
      throw new Refusal(
          "there is something to do first: " + missing(task.get()),
          "task says it again; hint helps");
    } else {
      performance.go(context); // looks again
    }
  }

  private void forward(Context context) {
    place.leaf(-1);
    if (place.back() > 0) {
      telling.say(context, telling.again(lesson, place.screen() - place.back()));
    } else {
      task(context);
    }
  }

  private void refuseIfAsked() {
    Optional<Part.Question> question = asks();
    if (question.isPresent()) {
      throw new Refusal("answer first, or skip", "answer " + letters(question.get()));
    }
  }

  /** What was before the learner is behind. If it was the last thing, the next screen begins. */
  private void goOn(Context context) throws InterruptedException {
    place.onward();
    if (place.atTheEndOfTheScreen() && !place.onTheLastScreen()) {
      progress.at(lesson.id(), place.screen() + 1);
      performance.begin(context, place.screen() + 1);
    } else {
      performance.go(context);
    }
  }

  private boolean cleared(Part.Task task) {
    return judging.referee().done(task.id()) || aid.skipped(task.id());
  }

  private String missing(Part.Task task) {
    return judging.referee().standings(task.id()).stream()
        .filter(s -> !s.met())
        .map(s -> s.check().name())
        .collect(Collectors.joining(", "));
  }

  private static String letters(Part.Question question) {
    return String.join(", ", question.choices().keySet());
  }

  /** Shows the screen before again; nothing is done anew. */
  public synchronized void back(Context context) {
    if (place.back() == place.screen()) {
      throw new Refusal("this is the first screen", "next goes on");
    }
    place.leaf(1);
    telling.say(context, telling.again(lesson, place.screen() - place.back()));
  }

  /** Says again what is asked now. */
  public synchronized void task(Context context) {
    place.leafToTheEnd();
    if (place.over()) {
      telling.say(context, covers.over(lesson, progress, Shelf.lessons()));
    } else if (place.atTheEndOfTheScreen()) {
      telling.say(context, telling.more(lesson.screens().get(place.screen() + 1).title()));
    } else {
      Part current = place.now().parts().get(place.part());
      telling.say(context, telling.part(current, performance.watchable()));
      if (current instanceof Part.Task task) {
        telling.say(context, telling.standings(judging.referee().standings(task.id())));
      }
    }
  }

  /** How the checks stand, and what is seen where one is not met. */
  public synchronized void check(Context context) {
    Part.Task task =
        place
            .current(Part.Task.class)
            .orElseThrow(() -> new Refusal("nothing is checked here", "task says what is asked"));
    List<Standing> standings = judging.referee().standings(task.id());
    List<String> text = telling.checked(standings);
    context.result("standing", Map.of("text", Telling.plain(text)), text);
    if (standings.stream().anyMatch(Standing::broken)) {
      throw new Unmet("something happened that must not: lesson reset begins again");
    }
    if (!judging.referee().done(task.id())) {
      throw new Unmet("not yet: " + missing(task));
    }
  }

  /** The next step of help. */
  public synchronized void hint(Context context) {
    Optional<Part.Question> question = asks();
    if (question.isPresent()) {
      throw new Refusal(
          "a question has no hints: guess, and see", "answer " + letters(question.get()));
    }
    Part.Task task =
        place
            .current(Part.Task.class)
            .filter(Part.Task::byLearner)
            .orElseThrow(() -> new Refusal("there is no task here", "task says what is asked"));
    List<String> steps = lesson.hintsFor(task.id()).map(Lesson.Hints::steps).orElse(List.of());
    if (steps.isEmpty()) {
      throw new Refusal("there is no hint for this", "skip goes on without it");
    }
    telling.say(context, telling.hint(steps, aid.next(task.id(), steps)));
  }

  /** Goes on without the answer or the deed. */
  public synchronized void skip(Context context) throws InterruptedException {
    if (place.over() || place.atTheEndOfTheScreen()) {
      throw new Refusal("there is nothing to skip", place.over() ? "lesson list" : "next goes on");
    }
    Optional<Part.Question> question = place.current(Part.Question.class);
    if (question.isPresent()) {
      judging.report(context, judging.referee().answer(question.get().id(), Optional.empty()));
    }
    place.current(Part.Task.class).ifPresent(t -> aid.skip(t.id()));
    goOn(context);
  }

  /**
   * Types the next line of the solution of the task that is before a class.
   *
   * @throws Refusal if nobody is shown anything, or there is no such line
   */
  public synchronized void show(Context context) throws InterruptedException {
    Part.Task task =
        place
            .current(Part.Task.class)
            .filter(Part.Task::byLearner)
            .orElseThrow(() -> new Refusal("there is no task here", "task says what is asked"));
    performance.type(context, audience.next(lesson, task));
  }

  /**
   * Answers the question; the answer stays as it is.
   *
   * @param words a letter; before a class, letters and how many hands were raised for each
   */
  public synchronized void answer(Context context, List<String> words) throws InterruptedException {
    Part.Question question =
        asks()
            .orElseThrow(() -> new Refusal("there is no question here", "task says what is asked"));
    String choice = audience.answers(question, words);
    List<Happening> said = judging.referee().answer(question.id(), Optional.of(choice));
    if (question.when().isPresent()) {
      telling.say(context, telling.noted(question, choice));
    }
    judging.report(context, said);
    place.leafToTheEnd();
    place.onward();
    performance.go(context);
  }

  /** Begins this screen anew, on a new cluster that is brought to where the screen begins. */
  public synchronized void reset(Context context) throws InterruptedException, IOException {
    int screen = place.over() ? 0 : place.screen();
    aid.begin();
    audience.begin();
    begin(context, screen);
  }

  /** Ends the lesson; its cluster and that cluster's data go, progress stays. */
  public synchronized void quit(Context context) throws InterruptedException, IOException {
    judging.stop();
    lab.leaveAlone();
    stage.clear();
    desk.clear();
    telling.say(context, covers.left(lesson, place.over()));
  }

  // ---- as a companion

  /** The question that is open before the learner. */
  private Optional<Part.Question> asks() {
    Optional<Referee> referee = judging.present();
    return place
        .current(Part.Question.class)
        .filter(q -> referee.isPresent() && referee.get().open(q.id()));
  }

  @Override
  public String where() {
    return place.words(asks().isPresent());
  }

  @Override
  public Sheet sheet() {
    return new SheetWriter(place, judging, aid, telling).write(where());
  }

  @Override
  public Optional<Path> file(String name) {
    return desk.file(name);
  }

  @Override
  public Optional<String> means(String typed) {
    if (typed.strip().equals("quit")) {
      return Optional.of("lesson quit");
    }
    String answer = typed.strip().replace(")", "");
    String first = answer.replaceFirst("\\s.*", "");
    boolean meant = answer.equals(first) || audience.isThere();
    return asks().filter(q -> meant && q.choices().containsKey(first)).map(q -> "answer " + answer);
  }

  @Override
  public Optional<Refusal> objects(CommandSpec command) {
    return asks()
        .filter(q -> Deeds.changes(command))
        .map(
            q ->
                new Refusal(
                    "answer first, or skip: what happens would give it away",
                    "answer " + letters(q) + "; task shows the question again"));
  }

  @Override
  public void close() {
    judging.stop();
  }
}
