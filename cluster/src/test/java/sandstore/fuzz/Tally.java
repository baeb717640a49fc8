package sandstore.fuzz;

import java.util.Set;

/** Counts inputs, and says which one was not refused as it should have been. */
public final class Tally {
  private final String what;
  private final Set<Class<?>> refusals;
  private int tried;
  private int refused;

  /**
   * @param refusals how whoever reads says that it does not like what it read
   */
  public Tally(String what, Set<Class<?>> refusals) {
    this.what = what;
    this.refusals = refusals;
  }

  /** Gives somebody an input. */
  public interface Giver {
    void give() throws Exception;
  }

  /**
   * @param input for people
   * @throws AssertionError when it was neither taken nor refused
   */
  public void tried(long seed, String input, Giver giver) {
    tried++;
    try {
      giver.give();
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (refusals.stream().noneMatch(r -> r.isInstance(e))) {
        throw new AssertionError(what + ", seed " + seed + ": " + input, e);
      }
      refused++;
    }
  }

  public int refused() {
    return refused;
  }

  /** How many were tried; told, too. */
  public int total() {
    System.out.printf("fuzz: %-12s %6d inputs, %6d refused, 0 crashes%n", what, tried, refused);
    return tried;
  }
}
