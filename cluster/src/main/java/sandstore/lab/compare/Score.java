package sandstore.lab.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One task's outcome: passes of both sides, each pair one after the other. */
record Score(Task task, List<Contest.Trial> ours, List<Contest.Trial> theirs) {
  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-26s %10s %10s %-6s %6s (%s) %6s | %s",
          "",
          "ours",
          "HDFS",
          "",
          "ratio",
          "lowest .. highest pair",
          "wanted",
          "processor: ours, HDFS, ratio");

  private static double median(List<Contest.Trial> of, ToDoubleFunction<Contest.Trial> what) {
    return middle(of.stream().mapToDouble(what).sorted().toArray());
  }

  private static double middle(double[] sorted) {
    int n = sorted.length;
    if (n == 0) {
      return Double.NaN;
    }
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  private double[] ratios(ToDoubleFunction<Contest.Trial> what) {
    return IntStream.range(0, ours.size())
        .mapToDouble(i -> what.applyAsDouble(ours.get(i)) / what.applyAsDouble(theirs.get(i)))
        .sorted()
        .toArray();
  }

  /** The median over the pairs. */
  double ratio() {
    return middle(ratios(Contest.Trial::rate));
  }

  double cpuRatio() {
    return middle(ratios(Contest.Trial::cpu));
  }

  String describe() {
    double[] ratios = ratios(Contest.Trial::rate);
    double scale = task.movesBytes() ? 1e6 : 1;
    return String.format(
        Locale.ROOT,
        "%-26s %10.1f %10.1f %-6s %6.2f (%.2f .. %.2f) %6.2f | %.2f, %.2f s per %s, %.2f",
        task.name(),
        median(ours, Contest.Trial::rate) / scale,
        median(theirs, Contest.Trial::rate) / scale,
        task.movesBytes() ? "MB/s" : "ops/s",
        ratio(),
        ratios.length == 0 ? Double.NaN : ratios[0],
        ratios.length == 0 ? Double.NaN : ratios[ratios.length - 1],
        task.wanted(),
        median(ours, Contest.Trial::cpu),
        median(theirs, Contest.Trial::cpu),
        task.movesBytes() ? "GB" : "1000",
        cpuRatio());
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("task", task.name());
    fields.put("clients", task.clients());
    fields.put("unit", task.movesBytes() ? "bytes/s" : "operations/s");
    fields.put("ours", ours.stream().map(Contest.Trial::rate).toList());
    fields.put("hdfs", theirs.stream().map(Contest.Trial::rate).toList());
    fields.put("ratio", ratio());
    fields.put("wanted", task.wanted());
    fields.put("oursCpuSeconds", ours.stream().map(Contest.Trial::cpu).toList());
    fields.put("hdfsCpuSeconds", theirs.stream().map(Contest.Trial::cpu).toList());
    fields.put("cpuRatio", cpuRatio());
    return fields;
  }
}
