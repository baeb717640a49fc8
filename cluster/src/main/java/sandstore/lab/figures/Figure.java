package sandstore.lab.figures;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One measured quantity.
 *
 * @param unit of all numbers, e.g. {@code s}
 * @param goal what it should not exceed (or, for a rate, not fall below); NaN = none
 */
public record Figure(String name, List<Double> samples, String unit, double goal) {
  public Figure {
    samples = List.copyOf(samples);
  }

  double median() {
    return quantile(0.5);
  }

  double max() {
    return quantile(1);
  }

  double min() {
    return quantile(0);
  }

  /** The smallest sample that so large a part of all samples does not exceed. */
  double quantile(double part) {
    if (samples.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int at = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, at))];
  }

  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("unit", unit);
    fields.put("samples", samples.size());
    fields.put("min", min());
    fields.put("median", median());
    fields.put("p99", quantile(0.99));
    fields.put("max", max());
    if (!Double.isNaN(goal)) {
      fields.put("goal", goal);
    }
    return fields;
  }

  /** {@code up raft, 3 nodes median 1.21 s (1.10 .. 1.40, 5 samples, goal 1.50 s)}. */
  public String describe() {
    String wanted = Double.isNaN(goal) ? "" : ", goal " + number(goal) + " " + unit;
    return String.format(
        Locale.ROOT,
        "%-44s median %8s %-6s (%s .. %s, p99 %s, %d samples%s)",
        name,
        number(median()),
        unit,
        number(min()),
        number(max()),
        number(quantile(0.99)),
        samples.size(),
        wanted);
  }

  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  static Figure of(String name, String unit, double goal, double... samples) {
    return new Figure(name, Arrays.stream(samples).boxed().toList(), unit, goal);
  }
}
