package sandstore.lessons.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lesson.
 *
 * @param file where it was read from, for messages
 * @param id permanent; progress is kept under it
 * @param minutes that it takes a newcomer
 * @param prerequisites ids of lessons that come first
 * @param concepts the terms that it introduces
 * @param sources where one can read on
 * @param hints by the task that they are for, in steps
 * @param ways through its tasks, right and wrong: for authors and for tests
 * @param exhibits files that it brings, to be read by commands
 * @param edition SHA-256, in hexadecimal, of what its learners read: equal if they are asked the
 *     same, whether or not solutions stand beside it
 */
public record Lesson(
    String file,
    String id,
    String title,
    Setup setup,
    int minutes,
    List<String> prerequisites,
    List<String> concepts,
    List<String> sources,
    List<Screen> screens,
    List<Hints> hints,
    List<Way> ways,
    List<Exhibit> exhibits,
    String edition) {
  /** One idea, as much as one reads at a time. */
  public record Screen(String title, int line, List<Part> parts) {}

  /** Steps of help, the last of which may be the command itself. */
  public record Hints(String of, List<String> steps, int line) {}

  /** A small text file that the lesson brings; {@code name} has no folders. */
  public record Exhibit(String name, String text, int line) {}

  /**
   * A way through a task.
   *
   * @param of the task
   * @param fails the checks that it does not meet; empty for a solution
   */
  public record Way(String of, List<String> fails, List<Typed> lines, int line) {
    public boolean right() {
      return fails.isEmpty();
    }
  }

  /** A concept as blocks name it: {@code split-vote}. */
  public static String slug(String concept) {
    return concept.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  public Optional<Hints> hintsFor(String task) {
    return hints.stream().filter(h -> h.of().equals(task)).findFirst();
  }

  public Optional<Way> solutionOf(String task) {
    return ways.stream().filter(w -> w.right() && w.of().equals(task)).findFirst();
  }

  /** All that is asked to be done, in order. */
  public Stream<Part.Task> tasks() {
    return parts(Part.Task.class);
  }

  public Stream<Part.Question> questions() {
    return parts(Part.Question.class);
  }

  <T extends Part> Stream<T> parts(Class<T> kind) {
    return screens.stream()
        .flatMap(s -> s.parts().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }
}
