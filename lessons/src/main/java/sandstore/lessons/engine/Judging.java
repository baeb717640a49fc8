package sandstore.lessons.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.work.Logbook;
import sandstore.lessons.work.Scribe;
import sandstore.lessons.work.Work;

/**
 * The referee of the screen that is being played, and what becomes of what it says: it is told to
 * whoever takes the lesson, and predictions are kept.
 */
final class Judging {
  private final Lab lab;
  private final Lesson lesson;
  private final Progress progress;
  private final Telling telling;

  /** What this screen's predictions came to. */
  private final List<Happening.Graded> graded = new CopyOnWriteArrayList<>();

  private final Work work;
  private final boolean kept;

  private volatile @Nullable Ringside ringside;
  private volatile @Nullable Logbook logbook;
  private volatile int screen;

  /** Belongs to the listener's thread. */
  private volatile boolean saidThatAllAreGone;

  /**
   * @param kept whether what is done is somebody's work
   */
  Judging(Lab lab, Lesson lesson, Progress progress, Telling telling, boolean kept) {
    this.lab = lab;
    this.lesson = lesson;
    this.progress = progress;
    this.telling = telling;
    this.work = Work.in(lab.home());
    this.kept = kept;
  }

  /**
   * From now on what happens counts for this screen.
   *
   * @param number of the screen, from 0
   */
  void begin(int number) {
    stop();
    graded.clear();
    screen = number;
    try {
      ringside = Ringside.at(lab, lesson.screens().get(number), this::scribe, this::happened);
    } catch (BadCondition e) {
      throw new Refusal(
          lesson.file() + ": " + e.getMessage(), "lesson lint " + lesson.id() + " says where");
    }
  }

  private Scribe scribe(ClusterView begin) {
    if (!kept || lesson.screens().get(screen).parts().stream().noneMatch(Judging::isJudged)) {
      return Scribe.NONE;
    }
    Optional<Logbook> begun = work.begin(lesson, screen, begin, this::saidBefore);
    logbook = begun.orElse(null);
    return begun.isPresent() ? begun.get() : Scribe.NONE;
  }

  private static boolean isJudged(Part part) {
    return part instanceof Part.Task || part instanceof Part.Question;
  }

  private Optional<String> saidBefore(String question) {
    String of = lesson.id() + "/" + question;
    return progress.predictions().stream()
        .filter(p -> p.of().equals(of))
        .map(Progress.Prediction::said)
        .findFirst();
  }

  void stop() {
    Ringside there = ringside;
    ringside = null;
    if (there != null) {
      there.close();
      keep(there.referee());
    }
  }

  /** The lesson is done: what follows is judged, too, and nobody's work. */
  void finish() {
    present().ifPresent(this::keep);
  }

  private void keep(Referee referee) {
    Logbook written = logbook;
    logbook = null;
    if (written != null) {
      work.end(lesson, screen, written, referee.deeds());
    }
  }

  Referee referee() {
    return present()
        .orElseThrow(
            () -> new Refusal("the lesson's screen has not begun", "lesson reset begins it anew"));
  }

  /** Empty before the first screen has begun. */
  Optional<Referee> present() {
    return Optional.ofNullable(ringside).map(Ringside::referee);
  }

  List<Happening.Graded> graded() {
    return graded;
  }

  /** What the referee says to something typed is an answer to that. */
  void report(Context context, List<Happening> said) {
    said.forEach(this::keep);
    said.forEach(h -> telling.say(context, telling.happening(h)));
  }

  /** On the listener's thread. */
  private void happened(List<Happening> said, ClusterView view) {
    for (Happening h : said) {
      keep(h);
      lab.tell(new Reply.Result("lesson", telling.fields(h), telling.happening(h)));
    }
    boolean allGone =
        view.nodes().size() > 1 // who has one node is to kill it
            && view.nodes().values().stream().allMatch(n -> n.process() == NodeView.Process.EXITED);
    if (allGone && !saidThatAllAreGone && lab.cluster().isPresent()) {
      lab.tell(new Reply.Note(Telling.ALL_GONE));
    }
    saidThatAllAreGone = allGone;
  }

  private void keep(Happening happening) {
    if (happening instanceof Happening.Graded g) {
      graded.add(g);
      g.answer().ifPresent(a -> progress.predicted(lesson.id(), g.question().id(), a, g.right()));
    }
  }
}
