package sandstore.lab.doctor;

import static sandstore.lab.doctor.Finding.ok;
import static sandstore.lab.doctor.Finding.problem;
import static sandstore.lab.doctor.Finding.warn;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Judges figures. Pure, so that each bound can be tested. */
final class Figures {
  /** What a node takes, measured, with room for its page cache. */
  static final long NODE_BYTES = 150L << 20;

  private static final long LEAST_DISK = 512L << 20;
  private static final long GOOD_DISK = 4L << 30;
  private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

  private Figures() {}

  static Finding java(int feature, String version) {
    return feature >= 17
        ? ok("Java", version)
        : problem("Java", version, "install Java 17 or newer, and set JAVA_HOME to it");
  }

  static Finding processors(int count) {
    return count >= 2
        ? ok("processors", Integer.toString(count))
        : warn(
            "processors",
            "only one",
            "use `up raft --pace slow`: leaders need to be heard in time");
  }

  static Finding memory(long availableBytes) {
    long nodes = availableBytes / NODE_BYTES;
    String found = mib(availableBytes) + " available, enough for " + nodes + " nodes";
    if (nodes < 3) {
      return problem("memory", found, "close something: three nodes want " + mib(3 * NODE_BYTES));
    }
    return nodes < 5
        ? warn("memory", found, "stay with three nodes, the default, or close something")
        : ok("memory", found);
  }

  static Finding disk(long usableBytes, String where) {
    String found = mib(usableBytes) + " free at " + where;
    if (usableBytes < LEAST_DISK) {
      return problem("disk", found, "free some, or choose another place with --home DIR");
    }
    return usableBytes < GOOD_DISK
        ? warn("disk", found, "each file takes three times its size")
        : ok("disk", found);
  }

  static Finding openFiles(long limit) {
    return limit < 1024
        ? warn("open files", "at most " + limit, "raise it: ulimit -n 4096")
        : ok("open files", "at most " + limit);
  }

  static Finding clock(Instant now) {
    Instant seconds = now.truncatedTo(ChronoUnit.SECONDS);
    return now.isBefore(EARLIEST)
        ? warn("clock", seconds.toString(), "set it: times in listings will be wrong")
        : ok("clock", seconds.toString());
  }

  /**
   * @param size as {@code stty size} prints it, e.g. {@code 24 80}; empty if there is no terminal
   */
  static Finding terminal(String type, String size, String colours) {
    String[] figures = size.strip().split(" ", -1);
    if (figures.length != 2) {
      return ok("terminal", "none: commands come from -c, a file or standard input");
    }
    int rows = Integer.parseInt(figures[0]);
    int columns = Integer.parseInt(figures[1]);
    String found =
        (type.isEmpty() ? "unknown" : type) + ", " + columns + "x" + rows + ", " + colours;
    if (type.isEmpty() || type.equals("dumb")) {
      return warn(
          "terminal", found, "plain sentences only; for more set TERM, e.g. xterm-256color");
    }
    if (columns < 40 || rows < 8) {
      return warn("terminal", found, "make it larger than 40x8 for a status line");
    }
    return ok("terminal", found);
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }
}
