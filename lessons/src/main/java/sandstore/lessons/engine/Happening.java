package sandstore.lessons.engine;

import java.util.Optional;
import sandstore.lessons.script.Part;

/** What the referee has to say. */
public sealed interface Happening {
  /** A check came true, and stays so. */
  record Ticked(Part.Task task, String check) implements Happening {}

  /**
   * What must not come true did.
   *
   * @param order the event's place in the lab's order
   */
  record Broken(Part.Task task, String check, long order) implements Happening {}

  /** All that the task asks for is there. */
  record Done(Part.Task task) implements Happening {}

  /**
   * A prediction meets what happened.
   *
   * @param answer what was predicted; empty if it was skipped
   */
  record Graded(Part.Question question, Optional<String> answer, String right)
      implements Happening {}
}
