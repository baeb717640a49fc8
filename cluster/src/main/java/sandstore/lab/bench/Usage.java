package sandstore.lab.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import sandstore.lab.figures.ProcessMeter;

/**
 * What processes have cost since a moment: processor time, user and system, and the most memory
 * that they were seen to hold.
 */
public final class Usage {
  private final Map<String, Long> pids;
  private final Map<String, Double> cpuBefore = new LinkedHashMap<>();
  private final Map<String, Double> mostMiB = new LinkedHashMap<>();

  /**
   * @param pids by name, in the order in which they are to be told
   */
  public Usage(Map<String, Long> pids) {
    this.pids = new LinkedHashMap<>(pids);
    begin();
  }

  /** From now on. */
  public void begin() {
    mostMiB.clear();
    pids.forEach((name, pid) -> cpuBefore.put(name, ProcessMeter.cpuSeconds(pid)));
  }

  /** Looks how much memory they hold now. */
  public void look() throws IOException, InterruptedException {
    for (Map.Entry<String, Long> process : pids.entrySet()) {
      mostMiB.merge(process.getKey(), ProcessMeter.residentMiB(process.getValue()), Usage::larger);
    }
  }

  private static double larger(double a, double b) {
    return Double.isNaN(b) || a >= b ? a : b;
  }

  /** Seconds by name; NaN for a process that has ended. */
  public Map<String, Double> cpuSeconds() {
    Map<String, Double> spent = new LinkedHashMap<>();
    pids.forEach(
        (name, pid) ->
            spent.put(
                name, ProcessMeter.cpuSeconds(pid) - cpuBefore.getOrDefault(name, Double.NaN)));
    return spent;
  }

  /** Resident MiB by name, the most of all looks. */
  public Map<String, Double> mostMiB() {
    return new LinkedHashMap<>(mostMiB);
  }
}
