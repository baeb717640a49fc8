package sandstore.node.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ends a machine at each change that some work makes to a disk, in every way that a disk allows,
 * and has what is left recovered and looked at. Some recoveries are ended as well.
 *
 * @param <S> all that was acknowledged, up to a moment
 */
public final class CrashPoints<S> {
  /** Every so many states the recovery is ended too. */
  private static final int RECOVERY_EVERY = 5;

  /** Does something to a disk, and tells after each answer what has been promised by then. */
  public interface Work<S> {
    void run(CrashDisk disk, Promises<S> promises) throws Exception;
  }

  /** Is told what has been acknowledged. */
  public interface Promises<S> {
    void made(S all);
  }

  /** Recovers from a disk, and throws when a promise was broken. */
  public interface Recovery<S> {
    /**
     * @param promised the last that was acknowledged
     * @param underway what would have been acknowledged next; the same if that was all
     * @param goesOn whether to see that life goes on; else the recovery itself is to be ended
     */
    void check(CrashDisk disk, S promised, S underway, boolean goesOn) throws Exception;
  }

  private record Promise<S>(int point, S all) {}

  private final CrashDisk disk = new CrashDisk();
  private final List<Promise<S>> promises = new ArrayList<>();
  private final Recovery<S> recovery;
  private int states;

  private CrashPoints(Recovery<S> recovery) {
    this.recovery = recovery;
  }

  /** How much was tried. */
  public record Tried(String what, int points, int states) {}

  /**
   * @param nothing what is promised in the beginning
   * @throws AssertionError at the first broken promise, with all that is needed to see it again
   */
  public static <S> Tried all(String what, S nothing, Work<S> work, Recovery<S> recovery)
      throws Exception {
    CrashPoints<S> points = new CrashPoints<>(recovery);
    points.promises.add(new Promise<>(0, nothing));
    work.run(points.disk, all -> points.promises.add(new Promise<>(points.disk.changes(), all)));
    for (int point = 0; point <= points.disk.changes(); point++) {
      for (CrashDisk.Fate fate : CrashDisk.Fate.values()) {
        if (points.disk.matters(point, fate)) {
          points.endAt(point, fate);
        }
      }
    }
    Tried tried = new Tried(what, points.disk.changes() + 1, points.states);
    System.out.printf(
        "crash points: %-14s %4d points, %5d states, 0 violations%n",
        tried.what, tried.points, tried.states);
    return tried;
  }

  private void endAt(int point, CrashDisk.Fate fate) throws Exception {
    int last = 0;
    while (last + 1 < promises.size() && promises.get(last + 1).point <= point) {
      last++;
    }
    S promised = promises.get(last).all;
    S underway = promises.get(Math.min(last + 1, promises.size() - 1)).all;
    CrashDisk left = disk.after(point, fate, new Random(point));
    int begun = left.changes();
    boolean again = states % RECOVERY_EVERY == 0;
    String how = "the end at change " + point + ", " + fate;
    recovered(left, promised, underway, !again, how);
    if (again && left.changes() > begun) {
      Random chance = new Random(states);
      int second = begun + chance.nextInt(left.changes() - begun);
      CrashDisk.Fate[] fates = CrashDisk.Fate.values();
      CrashDisk.Fate another = fates[chance.nextInt(fates.length)];
      if (left.matters(second, another)) {
        recovered(
            left.after(second, another, chance),
            promised,
            underway,
            true,
            how + ", and at change " + second + " of the recovery, " + another);
      }
    }
  }

  private void recovered(CrashDisk left, S promised, S underway, boolean goesOn, String how)
      throws Exception {
    states++;
    try {
      recovery.check(left, promised, underway, goesOn);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(how + ": promised " + promised + ", under way " + underway, e);
    }
  }
}
