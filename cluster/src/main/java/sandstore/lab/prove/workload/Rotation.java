package sandstore.lab.prove.workload;

import java.util.Random;
import sandstore.lab.history.Operation.Outcome;

/**
 * Keys that are used for a while and then left for fresh ones: after so many operations, and soon
 * after one had an unknown outcome. Threads share it.
 */
final class Rotation {
  private static final int AFTER_UNKNOWN = 20;

  private final String prefix;
  private final int life;
  private final int[] generation;
  private final int[] left;

  /**
   * @param prefix of the keys' names
   * @param keys how many are in use at a time
   * @param life operations on one
   */
  Rotation(String prefix, int keys, int life) {
    this.prefix = prefix;
    this.life = life;
    this.generation = new int[keys];
    this.left = new int[keys];
    java.util.Arrays.fill(left, life);
  }

  /** One of the keys in use. */
  record Key(int place, String name) {}

  synchronized Key any(Random chance) {
    int place = chance.nextInt(left.length);
    if (--left[place] <= 0) {
      generation[place]++;
      left[place] = life;
    }
    return new Key(place, prefix + place + "." + generation[place]);
  }

  synchronized void ended(Key key, Outcome outcome) {
    if (outcome == Outcome.UNKNOWN) {
      left[key.place] = Math.min(left[key.place], AFTER_UNKNOWN);
    }
  }
}
