package sandstore.lessons.script;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A piece of a screen, in the order in which it is met. */
public sealed interface Part {
  /** In the file, from 1. */
  int line();

  /**
   * Text to be read.
   *
   * @param markdown as it stands in the file
   */
  record Prose(String markdown, int line) implements Part {}

  /** Commands that the lesson types. */
  record Typing(List<Typed> lines, int line) implements Part {}

  /**
   * Something to look at.
   *
   * @param view the id of a live view
   */
  record Look(String view, String text, int line) implements Part {}

  /**
   * A question with choices. With {@code when} it is a prediction, which is answered before and
   * graded after; without, it is graded at once.
   *
   * @param choices by letter
   * @param right by letter: when that choice is the right one
   * @param about the concept that it tries, as words joined by {@code -}; empty if not said
   */
  record Question(
      String id,
      String text,
      SortedMap<String, String> choices,
      Optional<Clause> when,
      SortedMap<String, Clause> right,
      String because,
      String about,
      int line)
      implements Part {}

  /**
   * Something to be done, or, if nobody is asked to do anything, waited for.
   *
   * @param byLearner else it comes by itself
   * @param within how long after the last command it may take, at pace real; only tests are
   *     impatient
   * @param offers lines that can be typed, each as long as the check of its name is not met
   */
  record Task(
      String id,
      boolean byLearner,
      String text,
      Duration within,
      List<Clause> checks,
      List<Clause> offers,
      int line)
      implements Part {}
}
