package sandstore.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured under a {@link Load}, and under which circumstances.
 *
 * @param promise what each answer has promised
 * @param seconds from the first operation's begin to the last one's end
 * @param failures how many operations failed, by code
 * @param cpuSeconds by process
 * @param residentMiB by process, the most that was seen
 */
public record Result(
    Load load,
    String promise,
    double seconds,
    Map<Kind, Latencies> latencies,
    Map<String, Long> failures,
    Map<String, Double> cpuSeconds,
    Map<String, Double> residentMiB) {
  private static final double MILLI = 1e6;

  /** The first line of a file of {@link #csv} lines. */
  public static final String CSV_HEADER =
      "work,operation,threads,size_bytes,seconds,operations,failed,operations_per_s,bytes_per_s,"
          + "p50_ms,p90_ms,p99_ms,p999_ms,max_ms,cpu_s,cpu_s_per_gb,cpu_s_per_1000,promise";

  private double cpu() {
    return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private long operations() {
    return latencies.values().stream().mapToLong(Latencies::count).sum();
  }

  private long bytes() {
    return latencies.values().stream().mapToLong(Latencies::bytes).sum();
  }

  private long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /** One line for each kind of operation; processor time is that of all of them together. */
  public List<String> csv() {
    List<String> lines = new ArrayList<>();
    latencies.forEach(
        (kind, of) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%.3f,%d,%d,%.1f,%.0f,%.3f,%.3f,%.3f,%.3f,%.3f,%.2f,%s,%s,\"%s\"",
                    load.work().word(),
                    kind.word(),
                    load.threads(),
                    load.size(),
                    seconds,
                    of.count(),
                    failed(),
                    of.count() / seconds,
                    of.bytes() / seconds,
                    of.p50() / MILLI,
                    of.p90() / MILLI,
                    of.p99() / MILLI,
                    of.p999() / MILLI,
                    of.max() / MILLI,
                    cpu(),
                    each(bytes() / 1e9),
                    each(operations() / 1e3),
                    promise)));
    return lines;
  }

  /** Processor time for each of so many; empty for none. */
  private String each(double amount) {
    return amount == 0 ? "" : String.format(Locale.ROOT, "%.3f", cpu() / amount);
  }

  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("work", load.work().word());
    fields.put("threads", load.threads());
    fields.put("size", load.size());
    fields.put("warmUpSeconds", load.warmUp().toMillis() / 1e3);
    fields.put("seconds", seconds);
    fields.put("promise", promise);
    List<Map<String, Object>> kinds = new ArrayList<>();
    latencies.forEach((kind, of) -> kinds.add(fields(kind, of)));
    fields.put("operations", kinds);
    fields.put("failures", failures);
    fields.put("cpuSeconds", cpuSeconds);
    if (bytes() > 0) {
      fields.put("cpuSecondsPerGB", cpu() / (bytes() / 1e9));
    }
    if (operations() > 0) {
      fields.put("cpuSecondsPer1000", cpu() / (operations() / 1e3));
    }
    fields.put("residentMiB", residentMiB);
    return fields;
  }

  private Map<String, Object> fields(Kind kind, Latencies of) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("operation", kind.word());
    fields.put("count", of.count());
    fields.put("bytes", of.bytes());
    fields.put("perSecond", of.count() / seconds);
    fields.put("bytesPerSecond", of.bytes() / seconds);
    fields.put("p50Millis", of.p50() / MILLI);
    fields.put("p90Millis", of.p90() / MILLI);
    fields.put("p99Millis", of.p99() / MILLI);
    fields.put("p999Millis", of.p999() / MILLI);
    fields.put("maxMillis", of.max() / MILLI);
    return fields;
  }

  /** For people, a line for each kind and then the costs. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-7s %9s %9s %10s   %9s %9s %9s %9s %9s",
            "",
            "count",
            "ops/s",
            "MB/s",
            "p50 ms",
            "p90",
            "p99",
            "p99.9",
            "max"));
    latencies.forEach(
        (kind, of) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%-7s %9d %9.1f %10.1f   %9.2f %9.2f %9.2f %9.2f %9.2f",
                    kind.word(),
                    of.count(),
                    of.count() / seconds,
                    of.bytes() / seconds / 1e6,
                    of.p50() / MILLI,
                    of.p90() / MILLI,
                    of.p99() / MILLI,
                    of.p999() / MILLI,
                    of.max() / MILLI)));
    lines.add("promised: " + promise);
    lines.add(costs());
    lines.add("memory at most: " + join(residentMiB, "%.0f MiB"));
    if (!failures.isEmpty()) {
      lines.add("failed: " + failures);
    }
    return lines;
  }

  private String costs() {
    String each = each(operations() / 1e3);
    String text =
        "processor: "
            + join(cpuSeconds, "%.2f s")
            + (each.isEmpty() ? "" : "; " + each)
            + (each.isEmpty() ? "" : " s per 1000 operations");
    return bytes() == 0 ? text : text + ", " + each(bytes() / 1e9) + " s per GB";
  }

  private static String join(Map<String, Double> by, String format) {
    List<String> parts = new ArrayList<>();
    by.forEach((name, value) -> parts.add(name + " " + String.format(Locale.ROOT, format, value)));
    return String.join(", ", parts);
  }
}
