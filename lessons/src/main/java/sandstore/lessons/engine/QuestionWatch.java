package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.Condition;
import sandstore.lab.condition.Jobs;
import sandstore.lab.condition.Verdict;
import sandstore.lab.condition.Watch;
import sandstore.lab.view.ClusterView;
import sandstore.lessons.script.Clause;
import sandstore.lessons.script.Part;
import sandstore.proto.Event;

/**
 * A question: first it waits for an answer (or to be skipped), then for the moment at which it can
 * be graded, and that comes once: when exactly one choice is right and no other can be told to be.
 */
final class QuestionWatch {
  private final Part.Question question;
  private final Optional<Watch> when;
  private final Map<String, Watch> right = new TreeMap<>();
  private long reachedAt = Long.MAX_VALUE;
  private boolean open = true;
  private Optional<String> answer = Optional.empty();
  private Optional<String> graded = Optional.empty();

  QuestionWatch(Part.Question question, ClusterView begin) throws BadCondition {
    this.question = question;
    this.when =
        question.when().isEmpty()
            ? Optional.empty()
            : Optional.of(watch(question.when().get(), begin));
    for (Map.Entry<String, Clause> choice : question.right().entrySet()) {
      right.put(choice.getKey(), watch(choice.getValue(), begin));
    }
  }

  private static Watch watch(Clause clause, ClusterView begin) throws BadCondition {
    return new Watch(Condition.compileWatched(clause.condition()), begin);
  }

  Part.Question question() {
    return question;
  }

  boolean open() {
    return open;
  }

  /** The choice that turned out to be right, once that is known. */
  Optional<String> graded() {
    return graded;
  }

  void reach(ClusterView now) {
    reachedAt = now.order();
    when.ifPresent(w -> w.startsAt(now));
    right.values().forEach(w -> w.startsAt(now));
  }

  void answered(Optional<String> choice) {
    open = false;
    answer = choice;
  }

  /** Events are counted from 1 again: a lesson may take its cluster down and start another. */
  void anotherCluster() {
    if (reachedAt < Long.MAX_VALUE) {
      reachedAt = 0;
    }
  }

  void hears(Event event) {
    when.ifPresent(w -> w.hears(event));
    right.values().forEach(w -> w.hears(event));
  }

  List<Happening> judge(ClusterView view, Jobs jobs) {
    if (open || view.order() < reachedAt || graded.isPresent() || !due(view, jobs)) {
      return List.of();
    }
    List<String> chosen = new ArrayList<>();
    for (Map.Entry<String, Watch> choice : right.entrySet()) {
      Verdict verdict = choice.getValue().judge(view, jobs);
      if (verdict.truth() == Verdict.Truth.UNKNOWN) {
        return List.of();
      }
      if (verdict.isTrue()) {
        chosen.add(choice.getKey());
      }
    }
    if (chosen.size() != 1) {
      return List.of();
    }
    graded = Optional.of(chosen.get(0));
    return List.of(new Happening.Graded(question, answer, chosen.get(0)));
  }

  private boolean due(ClusterView view, Jobs jobs) {
    return when.isEmpty() || when.get().judge(view, jobs).isTrue();
  }
}
