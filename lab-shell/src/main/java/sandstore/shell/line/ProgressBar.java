package sandstore.shell.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sandstore.lab.Reply.Progress;
import sandstore.lab.Style;
import sandstore.shell.reply.Amounts;

/** One line that shows how far a task is. Pure. */
final class ProgressBar {
  private static final int LONGEST = 30;
  private static final int SHORTEST = 8;

  private ProgressBar() {}

  /**
   * {@code put /big [████████──────] 52 % 156/300 MB 118 MB/s node1,node2,node4}, as far as it
   * fits: a narrow terminal loses the detail first, then the rate, then the bar.
   *
   * @param perSecond units a second; shown for bytes
   * @param columns of the terminal; the line is shorter than that
   */
  static String draw(Progress progress, double perSecond, int columns) {
    List<String> after = new ArrayList<>();
    if (progress.total() > 0) {
      after.add(String.format("%2d %%", Amounts.percent(progress.done(), progress.total())));
    }
    after.add(Amounts.of(progress.done(), progress.total(), progress.unit()));
    if (progress.unit().equals("bytes")) {
      after.add(Amounts.bytesPerSecond(perSecond));
    }
    if (!progress.detail().isEmpty()) {
      after.add(progress.detail());
    }
    int room = room(progress.task(), after, columns);
    while (room < SHORTEST && after.size() > 2) {
      after.remove(after.size() - 1);
      room = room(progress.task(), after, columns);
    }
    String tail = String.join("  ", after);
    if (progress.total() <= 0 || room < SHORTEST) {
      return cut(progress.task() + "  " + tail, columns - 1);
    }
    return Style.strip(progress.task())
        + "  "
        + bar(progress.done(), progress.total(), Math.min(LONGEST, room))
        + "  "
        + Style.strip(tail);
  }

  /** For what has not said how far it is: {@code wait leader 12 s Ctrl-C stops it}. */
  static String waiting(String line, double seconds, int columns) {
    String after = String.format(Locale.ROOT, "  %.0f s  Ctrl-C stops it", seconds);
    return Style.DIM.of(cut(line, columns - 1 - after.length()) + after);
  }

  /** Columns left for the blocks inside the brackets. */
  private static int room(String task, List<String> after, int columns) {
    String rest = task + "  [" + "]  " + String.join("  ", after);
    return columns - 1 - Style.strip(rest).length();
  }

  private static String bar(long done, long total, int width) {
    int full = (int) Math.min(width, (long) ((double) width * done / total));
    return "[" + Style.GOOD.of("█".repeat(full)) + "─".repeat(width - full) + "]";
  }

  private static String cut(String text, int length) {
    String bare = Style.strip(text);
    return bare.length() <= length ? bare : bare.substring(0, Math.max(0, length - 1)) + "…";
  }
}
