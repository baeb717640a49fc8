package sandstore.lessons.grade;

import java.util.List;
import java.util.Optional;

/**
 * What a pass through a screen came to.
 *
 * @param lesson its id
 * @param screen from 1
 * @param done ids of tasks that were done
 * @param broken checks that must never come true, and did
 * @param predictions and other questions, in the lesson's order
 * @param claimed tasks done and questions answered, as it was told at the time
 * @param fingerprint of its events; empty if there were none
 */
record Outcome(
    String lesson,
    int screen,
    List<String> done,
    List<String> broken,
    List<Prediction> predictions,
    int claimed,
    String fingerprint) {

  /**
   * A question and what became of it.
   *
   * @param asked whether it was before the learner, and not skipped
   * @param said the first time it was asked
   * @param was what the events say; empty if they do not
   */
  record Prediction(String question, boolean asked, Optional<String> said, Optional<String> was) {
    boolean graded() {
      return said.isPresent() && was.isPresent();
    }

    boolean right() {
      return graded() && said.equals(was);
    }
  }

  /** Tasks done and questions answered, as the events say. */
  int deeds() {
    return done.size() + (int) predictions.stream().filter(Prediction::asked).count();
  }
}
