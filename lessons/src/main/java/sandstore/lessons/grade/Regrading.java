package sandstore.lessons.grade;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sandstore.lab.LabEvent;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.JobState;
import sandstore.lab.record.Recording;
import sandstore.lab.view.ClusterView;
import sandstore.lessons.engine.Happening;
import sandstore.lessons.engine.Referee;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.work.Mark;
import sandstore.lessons.work.Pass;
import sandstore.lessons.work.Scribe;

/** Tells a referee once more what it was told on one screen. Pure. */
final class Regrading {
  private final Lesson.Screen screen;
  private final Pass pass;
  private final Deque<Mark> marks;
  private final Map<Long, JobState> jobs = new HashMap<>();
  private final Map<String, Mark.Answered> answers = new HashMap<>();
  private final Map<String, String> graded = new HashMap<>();
  private final Set<String> done = new LinkedHashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();
  private final Hasher digest = Hashing.sha256().newHasher();
  private final Referee referee;
  private long events;

  private Regrading(Lesson.Screen screen, Pass pass) throws BadCondition {
    this.screen = screen;
    this.pass = pass;
    this.marks = new ArrayDeque<>(pass.marks());
    Recording first = pass.recordings().get(0);
    this.referee =
        new Referee(
            screen,
            first.viewAt(first.first() - 1),
            n -> jobs.getOrDefault(n, JobState.NONE),
            Scribe.NONE);
  }

  /**
   * Judges.
   *
   * @param lesson of the pass's edition
   * @throws IllegalArgumentException if the pass does not fit the lesson: no lab wrote it
   */
  static Outcome judge(Lesson lesson, Pass pass) {
    if (pass.screen() < 1 || pass.screen() > lesson.screens().size()) {
      throw new IllegalArgumentException("there is no screen " + pass.screen());
    }
    try {
      return new Regrading(lesson.screens().get(pass.screen() - 1), pass).judge();
    } catch (BadCondition e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Outcome judge() {
    for (int number = 1; number <= pass.recordings().size(); number++) {
      Recording recording = pass.recordings().get(number - 1);
      apply(number, recording.first() - 1);
      for (long order = recording.first(); order <= recording.last(); order++) {
        LabEvent event = recording.event(order).orElseThrow();
        digest.putBytes(event.event().toByteArray());
        events++;
        hear(referee.hears(event, recording.viewAt(order)));
        apply(number, order);
      }
    }
    if (!marks.isEmpty()) {
      throw new IllegalArgumentException("a mark after the last event");
    }
    return new Outcome(
        pass.lesson(),
        pass.screen(),
        List.copyOf(done),
        List.copyOf(broken),
        predictions(),
        pass.deeds(),
        events == 0 ? "" : digest.hash().toString());
  }

  /** What came right after this event. */
  private void apply(int recording, long order) {
    while (!marks.isEmpty()
        && marks.peek().recording() == recording
        && marks.peek().after() <= order) {
      apply(marks.remove());
    }
  }

  private void apply(Mark mark) {
    if (mark instanceof Mark.JobSeen seen) {
      jobs.put(seen.number(), seen.state());
    } else if (mark instanceof Mark.Answered answered) {
      answers.putIfAbsent(answered.question(), answered);
      hear(referee.answer(answered.question(), answered.choice()));
    } else if (mark instanceof Mark.Reached reached) {
      hear(referee.reach(part(reached.part()), view(reached)));
    }
  }

  /** The view may have been ahead of what the referee had heard, even of a cluster that is next. */
  private ClusterView view(Mark.Reached reached) {
    boolean next =
        reached.view() < reached.after() && reached.recording() < pass.recordings().size();
    return pass.recordings().get(reached.recording() - (next ? 0 : 1)).viewAt(reached.view());
  }

  private Part part(String id) {
    return screen.parts().stream()
        .filter(
            p ->
                p instanceof Part.Task task && task.id().equals(id)
                    || p instanceof Part.Question question && question.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this screen has no " + id));
  }

  private void hear(List<Happening> said) {
    for (Happening h : said) {
      if (h instanceof Happening.Done d) {
        done.add(d.task().id());
      } else if (h instanceof Happening.Broken b) {
        broken.add(b.check());
      } else if (h instanceof Happening.Graded g) {
        graded.put(g.question().id(), g.right());
      }
    }
  }

  private List<Outcome.Prediction> predictions() {
    List<Outcome.Prediction> all = new ArrayList<>();
    for (Part part : screen.parts()) {
      if (part instanceof Part.Question question) {
        Optional<Mark.Answered> answer = Optional.ofNullable(answers.get(question.id()));
        all.add(
            new Outcome.Prediction(
                question.id(),
                answer.isPresent(),
                answer.flatMap(Mark.Answered::first).filter(question.choices()::containsKey),
                Optional.ofNullable(graded.get(question.id()))));
      }
    }
    return all;
  }
}
