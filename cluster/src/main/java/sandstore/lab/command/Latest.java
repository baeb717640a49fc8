package sandstore.lab.command;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import sandstore.lab.EventLog;
import sandstore.lab.LabEvent;

/** How many of the latest events a command shows. */
final class Latest {
  private static final int PAGE = 1000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      defaultValue = "30",
      description = "the last so many (${DEFAULT-VALUE})")
  private int limit;

  /**
   * Events of a log, at some moment.
   *
   * @param events oldest first
   * @param upTo order of the newest that was looked at, wanted or not
   */
  record Found(List<LabEvent> events, long upTo) {}

  /**
   * @param wanted asked about every event that is still in the log, oldest first
   */
  Found in(EventLog log, Predicate<LabEvent> wanted) {
    ArrayDeque<LabEvent> last = new ArrayDeque<>();
    long upTo = log.first() - 1;
    List<LabEvent> page;
    while (!(page = log.after(upTo, PAGE)).isEmpty()) {
      for (LabEvent e : page) {
        if (wanted.test(e)) {
          last.addLast(e);
          if (last.size() > limit) {
            last.removeFirst();
          }
        }
      }
      upTo = page.get(page.size() - 1).order();
    }
    return new Found(List.copyOf(last), upTo);
  }
}
