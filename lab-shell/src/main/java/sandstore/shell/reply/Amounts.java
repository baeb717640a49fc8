package sandstore.shell.reply;

import java.util.Locale;

/** Amounts in words: decimal units, as disks and networks are sold in, at most three figures. */
public final class Amounts {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Amounts() {}

  /** {@code 75 MB}, {@code 1.5 GB}, {@code 12 B}. */
  public static String bytes(double bytes) {
    int unit = unitOf(bytes);
    return scaled(bytes, unit) + " " + UNITS[unit];
  }

  /** {@code 120 MB/s}. */
  public static String bytesPerSecond(double rate) {
    return bytes(rate) + "/s";
  }

  /**
   * How far of how much, in one unit: {@code 156/300 MB} for bytes, {@code 2/5 nodes} for others;
   * without the total when that is not known (0).
   */
  public static String of(long done, long total, String unit) {
    if (!unit.equals("bytes")) {
      return total <= 0 ? done + " " + unit : done + "/" + total + " " + unit;
    }
    if (total <= 0) {
      return bytes((double) done);
    }
    int scale = unitOf((double) total);
    return scaled((double) done, scale) + "/" + scaled((double) total, scale) + " " + UNITS[scale];
  }

  /** Whole percent, rounded down: 100 only when all is done. */
  public static int percent(long done, long total) {
    return total <= 0 ? 0 : (int) Math.min(100, (long) (100.0 * done / total));
  }

  private static int unitOf(double bytes) {
    int unit = 0;
    for (double rest = bytes; rest >= 999.5 && unit < UNITS.length - 1; rest /= 1000) {
      unit++;
    }
    return unit;
  }

  private static String scaled(double bytes, int unit) {
    double value = bytes / Math.pow(1000, unit);
    boolean whole = unit == 0 || value >= 9.95 || value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", value);
  }
}
