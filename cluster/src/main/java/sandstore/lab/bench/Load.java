package sandstore.lab.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What is asked of the store.
 *
 * @param threads each with one operation under way
 * @param size bytes of a file that is put or fetched
 * @param time how long operations are begun that count
 * @param warmUp how long before that; their figures are discarded
 */
public record Load(Work work, int threads, long size, Duration time, Duration warmUp) {
  /** Which operations. */
  public enum Work {
    /** Files of the given size, each thread overwriting its own. */
    PUTS(Kind.PUT),
    /** Whole files of the given size, verified, thrown away. */
    GETS(Kind.GET),
    /** Empty files, each a new one. */
    CREATES(Kind.CREATE),
    /** Linearizable stat of a file. */
    STATS(Kind.STAT),
    /** Of ten operations 5 stats, 3 gets and 2 puts. */
    MIXED(
        Kind.STAT, Kind.STAT, Kind.STAT, Kind.STAT, Kind.STAT, Kind.GET, Kind.GET, Kind.GET,
        Kind.PUT, Kind.PUT);

    private final List<Kind> tenth;

    Work(Kind... tenth) {
      this.tenth = List.of(tenth);
    }

    /** Which operation comes next. */
    Kind kind(int chance) {
      return tenth.get(Math.floorMod(chance, tenth.size()));
    }

    public List<Kind> kinds() {
      return tenth.stream().distinct().toList();
    }

    /** Whether bytes are moved, so that the size of a file matters. */
    public boolean moves() {
      return tenth.contains(Kind.PUT) || tenth.contains(Kind.GET);
    }

    /** Lower case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
