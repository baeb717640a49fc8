package sandstore.lessons.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.script.Typed;

/**
 * What a lesson does by itself: it shows its parts and types its lines, up to the next question.
 */
final class Performance {
  private static final String WAIT = "wait ";
  private static final String UP = "up ";

  private final Lab lab;
  private final Place place;
  private final Progress progress;
  private final Telling telling;
  private final Covers covers;
  private final Judging judging;
  private final Desk desk;
  private final Aid aid;

  /** Lines that could not all be typed, and how many were. */
  private Part.@Nullable Typing broken;

  private int linesTyped;

  Performance(
      Lab lab,
      Place place,
      Progress progress,
      Telling telling,
      Covers covers,
      Judging judging,
      Desk desk,
      Aid aid) {
    this.lab = lab;
    this.place = place;
    this.progress = progress;
    this.telling = telling;
    this.covers = covers;
    this.judging = judging;
    this.desk = desk;
    this.aid = aid;
  }

  /** Begins a screen, and plays it as far as it goes. */
  void begin(Context context, int screen) throws InterruptedException {
    broken = null;
    place.begin(screen);
    judging.begin(screen);
    telling.say(context, telling.heading(place.lesson(), screen));
    go(context);
  }

  /** Shows parts up to one that wants something of the learner. */
  void go(Context context) throws InterruptedException {
    while (!place.atTheEndOfTheScreen()) {
      if (show(context, place.now().parts().get(place.part()))) {
        return;
      }
      place.onward();
    }
    atTheEndOfTheScreen(context);
  }

  /** Whether it is up to the learner now. */
  private boolean show(Context context, Part current) throws InterruptedException {
    if (current instanceof Part.Typing typing) {
      type(context, typing);
      return false;
    }
    telling.say(context, telling.part(current, watchable()));
    if (current instanceof Part.Question question) {
      judging.report(context, judging.referee().reach(question, lab.view()));
      return true;
    }
    return current instanceof Part.Task task && !await(context, task);
  }

  /** Whether a task is behind: only one that comes by itself can be. */
  private boolean await(Context context, Part.Task task) throws InterruptedException {
    Referee referee = judging.referee();
    judging.report(context, referee.reach(task, lab.view()));
    if (task.byLearner()) {
      return false;
    }
    int percent = place.lesson().setup().percentOfReal();
    Duration patience = task.within().multipliedBy(2L * percent).dividedBy(100);
    boolean done = Rehearsal.await(referee, () -> referee.done(task.id()), patience);
    if (!done) {
      telling.say(context, telling.notYet(referee.standings(task.id())));
    }
    return done;
  }

  /** Whether there is a command that shows views: not every face has one. */
  boolean watchable() {
    return lab.spec("watch").isPresent();
  }

  /** To wait is the lesson's business; that it was waited for is no news. */
  static boolean quietly(Typed typed) {
    return typed.text().startsWith(WAIT);
  }

  /** Types one line, and tells how it ended if that was not well. */
  Lab.Ending type(Context context, Typed typed) throws InterruptedException {
    boolean quietly = quietly(typed);
    if (!quietly) {
      telling.say(context, telling.typed(typed));
    }
    Lab.Ending ending = desk.run(typed.text(), quietly ? reply -> {} : context::reply);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (typed.text().startsWith(UP)) {
      lab.storedId().ifPresent(progress::ownsCluster); // or quit would leave it behind
    }
    if (ending.status() != 0) {
      telling.ended(context, typed, ending);
    }
    return ending;
  }

  /** Types its lines; those that went well before the one that did not are not typed again. */
  private void type(Context context, Part.Typing typing) throws InterruptedException {
    linesTyped = typing.equals(broken) ? linesTyped : 0;
    broken = typing;
    for (; linesTyped < typing.lines().size(); linesTyped++) {
      Typed line = typing.lines().get(linesTyped);
      Lab.Ending ending = type(context, line);
      if (ending.status() != 0 && !(line.fails() && Rehearsal.failsFairly(ending))) {
        throw new Refusal(
            "the lesson cannot go on from here",
            "next tries that line again; lesson reset begins this screen on a new cluster");
      }
    }
    broken = null;
    if (typing.lines().stream().anyMatch(t -> !quietly(t))) {
      telling.say(context, List.of("")); // between answers and what is said of them
    }
  }

  private void atTheEndOfTheScreen(Context context) {
    Lesson lesson = place.lesson();
    if (!place.onTheLastScreen()) {
      int next = place.screen() + 1;
      progress.at(lesson.id(), next);
      telling.say(context, telling.more(lesson.screens().get(next).title()));
      return;
    }
    place.finish();
    judging.finish();
    progress.finished(lesson.id(), aid.hints(), LocalDate.now(Clock.systemDefaultZone()));
    telling.say(context, covers.over(lesson, progress, Shelf.lessons()));
  }
}
