package sandstore.lessons.grade;

import java.util.List;
import java.util.Map;

/**
 * A submission that was judged.
 *
 * @param who the name of its file, without the ending
 * @param outcomes of its passes, in order
 * @param hints that were taken, by lesson, as the learner's lab counted them
 * @param remarks what could not be judged, and why
 */
record Graded(
    String who, List<Outcome> outcomes, Map<String, Integer> hints, List<String> remarks) {
  long tasks() {
    return outcomes.stream().mapToLong(o -> o.done().size()).sum();
  }

  long right() {
    return predictions().stream().filter(Outcome.Prediction::right).count();
  }

  long graded() {
    return predictions().stream().filter(Outcome.Prediction::graded).count();
  }

  int hintsTaken() {
    return hints.values().stream().mapToInt(Integer::intValue).sum();
  }

  List<String> lessons() {
    return outcomes.stream().map(Outcome::lesson).distinct().toList();
  }

  private List<Outcome.Prediction> predictions() {
    return outcomes.stream().flatMap(o -> o.predictions().stream()).toList();
  }
}
