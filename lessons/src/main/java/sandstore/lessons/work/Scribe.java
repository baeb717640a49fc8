package sandstore.lessons.work;

import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.condition.JobState;
import sandstore.lab.view.ClusterView;

/**
 * Is told what a referee is told, in the same order, one call at a time.
 *
 * <p>{@code after} is everywhere the order of the last event that the referee had heard.
 */
public interface Scribe {
  /** Writes nothing down. */
  Scribe NONE = new Scribe() {};

  /** An event, and the view after it. */
  default void heard(LabEvent event, ClusterView view) {}

  /** A task or a question is before the learner. */
  default void reached(long after, String part, ClusterView now) {}

  /**
   * A question was answered.
   *
   * @param choice empty if it was skipped
   */
  default void answered(long after, String question, Optional<String> choice) {}

  /** A background job, as a condition saw it. */
  default void job(long after, long number, JobState state) {}
}
