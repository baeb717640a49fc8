package sandstore.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sandstore.lab.Style;

/** What nodes weigh, against what this machine has to give. */
final class Memory {
  /** An idle node, resident; {@code figures --only idle} measures it. */
  static final int NODE_MIB = 130;

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final int KIB_IN_MIB = 1024;
  private static final long UNKNOWN = -1;

  private Memory() {}

  static String words(int nodes) {
    return words(nodes, availableMib());
  }

  /**
   * @param availableMib without taking from others; negative = not known
   */
  static String words(int nodes, long availableMib) {
    long needed = (long) nodes * NODE_MIB;
    String says =
        (nodes == 1 ? "1 node takes" : nodes + " nodes take")
            + " some "
            + needed
            + " MiB of memory";
    if (availableMib < 0) {
      return says;
    }
    String left = says + ", of " + availableMib + " MiB that are free";
    return needed > availableMib ? Style.WARN.of(left + ": this machine will be slow") : left;
  }

  private static long availableMib() {
    try {
      List<String> lines = Files.readAllLines(MEMINFO);
      return lines.stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .stream()
          .map(kib -> kib / KIB_IN_MIB)
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException | NumberFormatException notLinux) {
      return UNKNOWN;
    }
  }
}
