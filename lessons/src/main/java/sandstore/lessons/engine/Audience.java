package sandstore.lessons.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sandstore.lab.Refusal;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.script.Typed;

/** A class before which a lesson is shown, if there is one: what it voted, what it was shown. */
final class Audience {
  private final boolean there;
  private final Map<String, Hands> hands = new ConcurrentHashMap<>();
  private final Map<String, Integer> shown = new ConcurrentHashMap<>();

  Audience(boolean there) {
    this.there = there;
  }

  boolean isThere() {
    return there;
  }

  /**
   * A question is answered: by a letter, or before a class by the hands that were raised.
   *
   * @return the letter
   * @throws Refusal if that is no answer to it; nothing has changed then
   */
  String answers(Part.Question question, List<String> words) {
    if (words.size() > 1 && !there) {
      throw new Refusal(
          "one letter, please",
          "hands are counted in a lesson that is shown: lesson start --present");
    }
    Hands raised = Hands.read(words);
    for (String choice : raised.byChoice().keySet()) {
      if (!question.choices().containsKey(choice)) {
        throw new Refusal(
            "there is no choice " + choice,
            "choices are " + String.join(", ", question.choices().keySet()));
      }
    }
    if (raised.all() > 1) {
      hands.put(question.id(), raised);
    }
    return raised.most();
  }

  /** What was voted, if hands were counted. */
  Optional<Hands> of(Part.Question question) {
    return Optional.ofNullable(hands.get(question.id()));
  }

  /**
   * The next line of the task's solution, to be typed before the class.
   *
   * @throws Refusal if there is no class, no solution, or no further line
   */
  Typed next(Lesson lesson, Part.Task task) {
    if (!there) {
      throw new Refusal("this is for who shows a lesson to others", "hint helps, step by step");
    }
    List<Typed> lines =
        lesson
            .solutionOf(task.id())
            .map(Lesson.Way::lines)
            .orElseThrow(
                () -> new Refusal("there is no solution here", "packs for learners have none"));
    int at = shown.getOrDefault(task.id(), 0);
    if (at == lines.size()) {
      throw new Refusal("that was all of the solution", "lesson check says what is seen");
    }
    shown.put(task.id(), at + 1);
    return lines.get(at);
  }

  /** A screen begins anew. */
  void begin() {
    hands.clear();
    shown.clear();
  }
}
