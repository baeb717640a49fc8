package sandstore.lab.prove.nemesis;

/**
 * What became of a step.
 *
 * @param step with its words in braces replaced
 * @param beganNanos {@link System#nanoTime} when its first line ran
 * @param endedNanos when its last line had run; 0 while it lasts
 * @param seen whether its effect was seen
 * @param problem why it could not be begun or ended; empty if it could
 */
public record Played(Step step, long beganNanos, long endedNanos, boolean seen, String problem) {
  /** As a person reads it. */
  public String words() {
    return step.nemesis() + ": " + step.what();
  }
}
