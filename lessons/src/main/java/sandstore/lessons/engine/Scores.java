package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.Style;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/**
 * How someone's predictions came out, by what they were about.
 *
 * @param byConcept in the order in which they were made
 */
record Scores(Map<String, Score> byConcept) {
  /** Of so many predictions, so many came true. */
  record Score(int right, int made) {
    Score and(boolean cameTrue) {
      return new Score(right + (cameTrue ? 1 : 0), made + 1);
    }
  }

  static Scores of(List<Lesson> all, Progress progress) {
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Progress.Prediction p : progress.predictions()) {
      concept(all, p.of())
          .ifPresent(c -> scores.put(c, scores.getOrDefault(c, new Score(0, 0)).and(p.right())));
    }
    return new Scores(scores);
  }

  /** What a question was about, in words; its lesson's title if it does not say. */
  private static Optional<String> concept(List<Lesson> all, String of) {
    String[] names = of.split("/", 2);
    return all.stream()
        .filter(l -> names.length == 2 && l.id().equals(names[0]))
        .findFirst()
        .map(l -> concept(l, names[1]));
  }

  static String concept(Lesson lesson, String question) {
    String about =
        lesson
            .questions()
            .filter(q -> q.id().equals(question))
            .map(Part.Question::about)
            .findFirst()
            .orElse("");
    return lesson.concepts().stream()
        .filter(c -> Lesson.slug(c).equals(about))
        .findFirst()
        .orElse(lesson.title());
  }

  int made() {
    return byConcept.values().stream().mapToInt(Score::made).sum();
  }

  private int right() {
    return byConcept.values().stream().mapToInt(Score::right).sum();
  }

  /** What came out wrong at least once, worst first. */
  List<String> weak() {
    return byConcept.entrySet().stream()
        .filter(e -> e.getValue().right() < e.getValue().made())
        .map(e -> e.getKey() + " " + e.getValue().right() + "/" + e.getValue().made())
        .toList();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("predictions: " + right() + " of " + made() + " came true");
    List<String> weak = weak();
    if (!weak.isEmpty()) {
      lines.add(Style.DIM.of("look again at: ") + String.join(", ", weak));
    }
    return lines;
  }
}
