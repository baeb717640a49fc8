package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.JobState;
import sandstore.lab.condition.Jobs;
import sandstore.lab.view.ClusterView;
import sandstore.lessons.engine.TaskWatch.Standing;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.work.Scribe;

/**
 * Judges one screen, from the view with which it began. It reads no clock and asks nobody: whoever
 * has it hands it events in order. All methods may be called from any thread.
 */
public final class Referee {
  private final Map<String, TaskWatch> tasks = new LinkedHashMap<>();
  private final Map<String, QuestionWatch> questions = new LinkedHashMap<>();
  private final Jobs jobs;
  private final Scribe scribe;
  private ClusterView latest;
  private long order;

  /** Order of the last event that was heard to its end. */
  private long judged;

  /**
   * @param scribe is told of all that this is told, and of the jobs that it sees
   * @throws BadCondition if one of the screen's conditions does not compile
   */
  public Referee(Lesson.Screen screen, ClusterView begin, Jobs jobs, Scribe scribe)
      throws BadCondition {
    this.jobs = n -> noted(n, jobs.job(n));
    this.scribe = scribe;
    this.latest = begin;
    this.order = begin.order();
    this.judged = order;
    for (Part part : screen.parts()) {
      if (part instanceof Part.Task task) {
        tasks.put(task.id(), new TaskWatch(task, begin));
      } else if (part instanceof Part.Question question) {
        questions.put(question.id(), new QuestionWatch(question, begin));
      }
    }
  }

  private JobState noted(long number, JobState state) {
    scribe.job(judged, number, state);
    return state;
  }

  /** The task or question is before the learner now. */
  public synchronized List<Happening> reach(Part part, ClusterView now) {
    latest = now;
    if (part instanceof Part.Task task) {
      TaskWatch watch = task(task.id());
      scribe.reached(order, task.id(), now);
      watch.reach(now);
      return told(watch.judge(now, jobs, order));
    }
    if (part instanceof Part.Question question) {
      question(question.id()).reach(now);
      scribe.reached(order, question.id(), now);
    }
    return List.of();
  }

  /**
   * An answer is given once, and never changed.
   *
   * @param choice empty if it is skipped
   */
  public synchronized List<Happening> answer(String question, Optional<String> choice) {
    QuestionWatch watch = question(question);
    scribe.answered(order, question, choice);
    watch.answered(choice);
    return told(watch.judge(latest, jobs));
  }

  /** To be told every event; what the screen began with is passed over. */
  public synchronized List<Happening> hears(LabEvent event, ClusterView after) {
    if (event.order() == 1 && order > 0) {
      tasks.values().forEach(TaskWatch::anotherCluster);
      questions.values().forEach(QuestionWatch::anotherCluster);
      judged = 0;
    } else if (event.order() <= order) {
      return List.of();
    }
    order = event.order();
    scribe.heard(event, after);
    tasks.values().forEach(t -> t.hears(event.event()));
    questions.values().forEach(q -> q.hears(event.event()));
    latest = after;
    List<Happening> said = new ArrayList<>();
    // Before the task is done: what was predicted is told first.
    questions.values().forEach(q -> said.addAll(q.judge(after, jobs)));
    tasks.values().forEach(t -> said.addAll(t.judge(after, jobs, order)));
    judged = order;
    return told(said);
  }

  private List<Happening> told(List<Happening> said) {
    notifyAll();
    return said;
  }

  public synchronized boolean open(String question) {
    return question(question).open();
  }

  public synchronized Optional<String> graded(String question) {
    return question(question).graded();
  }

  public synchronized boolean done(String task) {
    return task(task).done();
  }

  /** Tasks done and questions answered. */
  synchronized int deeds() {
    return (int)
        (tasks.values().stream().filter(TaskWatch::done).count()
            + questions.values().stream().filter(q -> !q.open()).count());
  }

  synchronized List<Standing> standings(String task) {
    return task(task).standings();
  }

  /**
   * Waits for the referee to be told something new, at most so long.
   *
   * @return false if nothing came
   */
  synchronized boolean awaitNews(long afterOrder, long millis) throws InterruptedException {
    if (order == afterOrder && millis > 0) {
      wait(millis);
    }
    return order != afterOrder;
  }

  synchronized long order() {
    return order;
  }

  private TaskWatch task(String id) {
    return known(tasks.get(id), id);
  }

  private QuestionWatch question(String id) {
    return known(questions.get(id), id);
  }

  private static <T> T known(@org.jspecify.annotations.Nullable T watch, String id) {
    if (watch == null) {
      throw new IllegalArgumentException("this screen has no " + id);
    }
    return watch;
  }
}
