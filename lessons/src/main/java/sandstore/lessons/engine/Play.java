package sandstore.lessons.engine;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import sandstore.lab.Companion;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lessons.engine.TaskWatch.Standing;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.script.Typed;

/**
 * A lesson with a person in it, from {@code lesson start} to {@code lesson quit} or the lab's end.
 * Commands call it on their threads, one at a time; what the cluster does is heard on another.
 */
public final class Play implements Companion {
  private static final Refusal NO_LESSON =
      new Refusal("no lesson is being played", "lesson list shows them; lesson start first-hour");

  private static final String WAIT = "wait ";

  private final Lab lab;
  private final Lesson lesson;
  private final Progress progress;
  private final Telling telling;
  private final Map<String, Integer> hintsShown = new HashMap<>();
  private final Map<String, Boolean> skipped = new HashMap<>();
  private volatile int screen;

  /** The part that is before the learner; as many as there are when the screen is at its end. */
  private volatile int part;

  private volatile boolean over;

  /** Belongs to the listener's thread. */
  private volatile boolean saidThatAllAreGone;

  /** How many screens back the learner looks. */
  private int back;

  private volatile @Nullable Ringside ringside;

  private Play(Lab lab, Lesson lesson, Progress progress) {
    this.lab = lab;
    this.lesson = lesson;
    this.progress = progress;
    this.telling = new Telling(lab::columns);
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
        .orElseThrow(() -> new Refusal(String.valueOf(NO_LESSON.getMessage()), NO_LESSON.hint()));
  }

  /** Whether one is. */
  public static boolean isOn(Lab lab) {
    return lab.companion().filter(Play.class::isInstance).isPresent();
  }

  /**
   * Starts a lesson, at the screen where it was left, on a fresh cluster.
   *
   * @throws Refusal if the home holds a cluster that is not a lesson's
   */
  public static void start(Context context, Lesson lesson, boolean fromTheBeginning)
      throws InterruptedException, IOException {
    Lab lab = context.lab();
    if (isOn(lab)) {
      in(lab).quit(context);
    }
    Progress progress = Progress.in(lab.home());
    Stage stage = new Stage(lab, lesson, progress);
    stage.refuseOthersClusters();
    Play play = new Play(lab, lesson, progress);
    int at = fromTheBeginning ? 0 : progress.screen(lesson.id());
    play.screen = at < lesson.screens().size() ? at : 0;
    context.result("lesson", Map.of("lesson", lesson.id()), play.telling.title(lesson));
    play.telling.needs(lesson, progress).ifPresent(context::note);
    lab.accompany(play);
    boolean begun = false;
    try {
      play.begin(context);
      begun = true;
    } finally {
      if (!begun) {
        lab.leaveAlone();
        stage.clear();
      }
    }
  }

  private void begin(Context context) throws InterruptedException, IOException {
    over = false;
    back = 0;
    stopListening();
    new Stage(lab, lesson, progress).set(context, screen);
    progress.at(lesson.id(), screen);
    beginScreen(context);
    play(context);
  }

  private void beginScreen(Context context) {
    stopListening();
    part = 0;
    try {
      ringside = Ringside.at(lab, now(), this::happened);
    } catch (BadCondition e) {
      throw new Refusal(
          lesson.file() + ": " + e.getMessage(), "lesson lint " + lesson.id() + " says where");
    }
    say(context, telling.heading(lesson, screen));
  }

  /** Shows parts up to one that wants something of the learner. */
  private void play(Context context) throws InterruptedException {
    while (part < now().parts().size()) {
      Part current = now().parts().get(part);
      if (show(context, current)) {
        return;
      }
      part++;
    }
    atTheEndOfTheScreen(context);
  }

  /**
   * @return whether it is up to the learner now
   */
  private boolean show(Context context, Part current) throws InterruptedException {
    if (current instanceof Part.Typing typing) {
      type(context, typing);
      return false;
    }
    say(context, telling.part(current, hasCommand("watch")));
    if (current instanceof Part.Question question) {
      report(context, referee().reach(question, lab.view()));
      return true;
    }
    if (current instanceof Part.Task task) {
      report(context, referee().reach(task, lab.view()));
      if (task.byLearner()) {
        return true;
      }
      Duration patience =
          task.within().multipliedBy(2L * lesson.setup().percentOfReal()).dividedBy(100);
      boolean done = Rehearsal.await(referee(), () -> referee().done(task.id()), patience);
      if (!done) {
        say(context, telling.notYet(referee().standings(task.id())));
      }
      return !done;
    }
    return false;
  }

  private boolean hasCommand(String name) {
    return lab.spec(name).isPresent();
  }

  private void type(Context context, Part.Typing typing) throws InterruptedException {
    for (Typed typed : typing.lines()) {
      // To wait is the lesson's business; that it was waited for is no news.
      boolean quietly = typed.text().startsWith(WAIT);
      if (!quietly) {
        say(context, telling.typed(typed));
      }
      Lab.Ending ending = quietly ? lab.run(typed.text(), reply -> {}) : context.run(typed.text());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (typed.fails() && Rehearsal.failsFairly(ending)) {
        say(context, telling.failed(ending));
      } else if (ending.status() != 0) {
        say(context, telling.failed(ending));
        throw new Refusal(
            "the lesson cannot go on from here",
            "lesson reset begins this screen on a new cluster");
      }
    }
  }

  private void atTheEndOfTheScreen(Context context) {
    if (screen + 1 < lesson.screens().size()) {
      progress.at(lesson.id(), screen + 1);
      say(context, telling.more(lesson.screens().get(screen + 1).title()));
      return;
    }
    over = true;
    int hints = hintsShown.values().stream().mapToInt(Integer::intValue).sum();
    progress.finished(lesson.id(), hints, LocalDate.now(Clock.systemDefaultZone()));
    say(context, telling.over(lesson, progress, Shelf.lessons()));
  }

  private void report(Context context, List<Happening> said) {
    said.forEach(h -> keep(h));
    said.forEach(h -> say(context, telling.happening(h)));
  }

  /** On the listener's thread. */
  private void happened(List<Happening> said, ClusterView view) {
    for (Happening h : said) {
      keep(h);
      lab.tell(new Reply.Result("lesson", telling.fields(h), telling.happening(h)));
    }
    boolean allGone =
        !view.nodes().isEmpty()
            && view.nodes().values().stream().allMatch(n -> n.process() == NodeView.Process.EXITED);
    if (allGone && !saidThatAllAreGone && lab.cluster().isPresent()) {
      lab.tell(new Reply.Note(Telling.ALL_GONE));
    }
    saidThatAllAreGone = allGone;
  }

  private void keep(Happening happening) {
    if (happening instanceof Happening.Graded graded) {
      graded
          .answer()
          .ifPresent(
              a -> progress.predicted(lesson.id(), graded.question().id(), a, graded.right()));
    }
  }

  private static void say(Context context, List<String> text) {
    if (!text.isEmpty()) {
      context.result("lesson", Map.of("text", Telling.plain(text)), text);
    }
  }

  // ---- what the learner types

  /** Goes on, if nothing is left to be done here. */
  public synchronized void next(Context context) throws InterruptedException {
    if (back > 0) {
      back--;
      if (back > 0) {
        say(context, telling.again(lesson, screen - back));
      } else {
        task(context);
      }
      return;
    }
    if (over) {
      throw new Refusal("this lesson is over", "lesson list shows the others; lesson quit ends it");
    }
    if (part == now().parts().size()) {
      screen++;
      beginScreen(context);
      play(context);
      return;
    }
    Part current = now().parts().get(part);
    if (current instanceof Part.Question question && referee().open(question.id())) {
      throw new Refusal("answer first, or skip", "answer " + letters(question));
    }
    if (current instanceof Part.Task task && !cleared(task)) {
      if (task.byLearner()) {
        throw new Refusal(
            "there is something to do first: " + missing(task), "task says it again; hint helps");
      }
      part--; // looks again
    }
    goOn(context);
  }

  /** What was before the learner is behind. If it was the last thing, the next screen begins. */
  private void goOn(Context context) throws InterruptedException {
    part++;
    boolean more = part < now().parts().size() || screen + 1 == lesson.screens().size();
    if (!more) {
      screen++;
      progress.at(lesson.id(), screen);
      beginScreen(context);
    }
    play(context);
  }

  private boolean cleared(Part.Task task) {
    return referee().done(task.id()) || skipped.getOrDefault(task.id(), false);
  }

  private String missing(Part.Task task) {
    return referee().standings(task.id()).stream()
        .filter(s -> !s.met())
        .map(s -> s.check().name())
        .collect(Collectors.joining(", "));
  }

  private static String letters(Part.Question question) {
    return String.join(", ", question.choices().keySet());
  }

  /** Shows the screen before again; nothing is done anew. */
  public synchronized void back(Context context) {
    if (back == screen) {
      throw new Refusal("this is the first screen", "next goes on");
    }
    back++;
    say(context, telling.again(lesson, screen - back));
  }

  /** Says again what is asked now. */
  public synchronized void task(Context context) {
    back = 0;
    if (over) {
      say(context, telling.over(lesson, progress, Shelf.lessons()));
    } else if (part == now().parts().size()) {
      say(context, telling.more(lesson.screens().get(screen + 1).title()));
    } else {
      Part current = now().parts().get(part);
      say(context, telling.part(current, hasCommand("watch")));
      if (current instanceof Part.Task task) {
        say(context, telling.standings(referee().standings(task.id())));
      }
    }
  }

  /** How the checks stand, and what is seen where one is not met. */
  public synchronized void check(Context context) {
    Part.Task task =
        current(Part.Task.class)
            .orElseThrow(() -> new Refusal("nothing is checked here", "task says what is asked"));
    List<Standing> standings = referee().standings(task.id());
    say(context, telling.checked(standings));
    if (standings.stream().anyMatch(Standing::broken)) {
      throw new sandstore.lab.Unmet("something happened that must not: lesson reset begins again");
    }
    if (!referee().done(task.id())) {
      throw new sandstore.lab.Unmet("not yet: " + missing(task));
    }
  }

  /** The next step of help. */
  public synchronized void hint(Context context) {
    Part.Task task =
        current(Part.Task.class)
            .filter(Part.Task::byLearner)
            .orElseThrow(() -> new Refusal("there is no task here", "task says what is asked"));
    List<String> steps = lesson.hintsFor(task.id()).map(Lesson.Hints::steps).orElse(List.of());
    int shown = hintsShown.getOrDefault(task.id(), 0);
    if (steps.isEmpty()) {
      throw new Refusal("there is no hint for this", "skip goes on without it");
    }
    if (shown == steps.size()) {
      say(context, telling.hint(steps, steps.size() - 1));
      return;
    }
    hintsShown.put(task.id(), shown + 1);
    say(context, telling.hint(steps, shown));
  }

  /** Goes on without the answer or the deed. */
  public synchronized void skip(Context context) throws InterruptedException {
    if (over || part == now().parts().size()) {
      throw new Refusal("there is nothing to skip", over ? "lesson list" : "next goes on");
    }
    Part current = now().parts().get(part);
    if (current instanceof Part.Question question) {
      report(context, referee().answer(question.id(), Optional.empty()));
    } else if (current instanceof Part.Task task) {
      skipped.put(task.id(), true);
    }
    goOn(context);
  }

  /** Answers the question; the answer stays as it is. */
  public synchronized void answer(Context context, String choice) throws InterruptedException {
    Part.Question question =
        current(Part.Question.class)
            .filter(q -> referee().open(q.id()))
            .orElseThrow(() -> new Refusal("there is no question here", "task says what is asked"));
    if (!question.choices().containsKey(choice)) {
      throw new Refusal("there is no choice " + choice, "choices are " + letters(question));
    }
    List<Happening> said = referee().answer(question.id(), Optional.of(choice));
    if (question.when().isPresent()) {
      say(context, telling.noted(question, choice));
    }
    report(context, said);
    part++;
    play(context);
  }

  /** Begins this screen anew, on a new cluster that is brought to where the screen begins. */
  public synchronized void reset(Context context) throws InterruptedException, IOException {
    if (over) {
      screen = 0;
    }
    skipped.clear();
    begin(context);
  }

  /** Ends the lesson; its cluster and that cluster's data go, progress stays. */
  public synchronized void quit(Context context) throws InterruptedException, IOException {
    stopListening();
    lab.leaveAlone();
    new Stage(lab, lesson, progress).clear();
    say(context, telling.left(lesson, over));
  }

  private <T extends Part> Optional<T> current(Class<T> kind) {
    if (over || part >= now().parts().size()) {
      return Optional.empty();
    }
    return Optional.of(now().parts().get(part)).filter(kind::isInstance).map(kind::cast);
  }

  private Lesson.Screen now() {
    return lesson.screens().get(screen);
  }

  private Referee referee() {
    Ringside there = ringside;
    if (there == null) {
      throw new Refusal("the lesson's screen has not begun", "lesson reset begins it anew");
    }
    return there.referee();
  }

  private void stopListening() {
    Ringside there = ringside;
    ringside = null;
    if (there != null) {
      there.close();
    }
  }

  // ---- as a companion

  @Override
  public String where() {
    String mark = over ? "done" : (screen + 1) + "/" + lesson.screens().size();
    return lesson.id() + " " + mark + (asks().isPresent() ? " ?" : "");
  }

  private Optional<Part.Question> asks() {
    Ringside there = ringside;
    int at = part;
    List<Part> parts = now().parts();
    if (there == null || over || at >= parts.size()) {
      return Optional.empty();
    }
    return parts.get(at) instanceof Part.Question q && there.referee().open(q.id())
        ? Optional.of(q)
        : Optional.empty();
  }

  @Override
  public Optional<String> means(String typed) {
    if (typed.strip().equals("quit")) {
      return Optional.of("lesson quit");
    }
    return asks()
        .filter(q -> q.choices().containsKey(typed.replaceFirst("\\)$", "").strip()))
        .map(q -> "answer " + typed.replaceFirst("\\)$", "").strip());
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
    stopListening();
  }
}
