package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.proto.Metric;
import sandstore.proto.MetricTag;
import sandstore.proto.MetricsRequest;
import sandstore.proto.MetricsResponse;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "metrics",
    headerHeading = "Looking",
    description = "Shows what nodes have measured of themselves: calls, latencies, queues, bytes.",
    footer = {
      "Counts and bytes are since the node's start; with --over, rates are those of the time between",
      "two looks. A latency is the time in which that part of the calls was answered.",
      "",
      "  metrics node2",
      "  metrics leader --over 1s --json"
    })
public final class MetricsCommand implements LabCommand {
  @Parameters(paramLabel = "NODES", arity = "0..*", description = "which; the default is all")
  private List<String> targets = List.of("all");

  @Option(
      names = "--over",
      paramLabel = "DURATION",
      converter = Quantities.AsDuration.class,
      description = "look twice, so far apart, and tell rates too")
  private Duration over = Duration.ZERO;

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> nodes = context.nodes(targets.isEmpty() ? List.of("all") : targets);
    Map<NodeId, MetricsResponse> before = look(context, nodes);
    Map<NodeId, MetricsResponse> now = before;
    if (!over.isZero()) {
      TimeUnit.NANOSECONDS.sleep(over.toNanos());
      now = look(context, nodes);
    }
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (NodeId node : nodes) {
      List<Map<String, Object>> metrics =
          fields(
              before.getOrDefault(node, MetricsResponse.getDefaultInstance()),
              now.getOrDefault(node, MetricsResponse.getDefaultInstance()));
      fields.add(Map.of("node", node.name(), "metrics", metrics));
      text.add(Style.NODE.of(node.name()));
      metrics.forEach(metric -> text.add(line(metric)));
    }
    context.result("metrics", Map.of("nodes", fields), text);
  }

  private static Map<NodeId, MetricsResponse> look(Context context, List<NodeId> nodes) {
    Map<NodeId, MetricsResponse> answers = new TreeMap<>();
    for (NodeId node : nodes) {
      answers.put(
          node, context.cluster().calls().admin(node).metrics(MetricsRequest.getDefaultInstance()));
    }
    return answers;
  }

  private static List<Map<String, Object>> fields(MetricsResponse before, MetricsResponse now) {
    Map<String, Double> earlier = new TreeMap<>();
    before.getMetricsList().forEach(m -> earlier.put(key(m), m.getValue()));
    double seconds = (now.getNanos() - before.getNanos()) / 1e9;
    List<Map<String, Object>> all = new ArrayList<>();
    for (Metric metric : now.getMetricsList()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", metric.getName());
      metric.getTagsList().forEach(t -> fields.put(t.getKey(), t.getValue()));
      fields.put("value", metric.getValue());
      fields.put("unit", metric.getUnit());
      if (metric.getCumulative() && seconds > 0) {
        double grown = metric.getValue() - earlier.getOrDefault(key(metric), 0.0);
        fields.put("perSecond", grown / seconds);
      }
      all.add(fields);
    }
    return all;
  }

  private static String key(Metric metric) {
    StringBuilder key = new StringBuilder(metric.getName());
    for (MetricTag tag : metric.getTagsList()) {
      key.append(' ').append(tag.getValue());
    }
    return key.toString();
  }

  private static String line(Map<String, Object> metric) {
    StringBuilder what = new StringBuilder();
    for (String tag : List.of("service", "method", "quantile")) {
      if (metric.get(tag) instanceof String value) {
        what.append(what.isEmpty() ? "" : " ").append(value);
      }
    }
    String rate =
        metric.get("perSecond") instanceof Double perSecond
            ? ", " + amount(perSecond, String.valueOf(metric.get("unit"))) + " a second"
            : "";
    double value = metric.get("value") instanceof Double v ? v : 0;
    return String.format(
        Locale.ROOT,
        "  %-20s %-40s %s%s",
        metric.get("name"),
        what,
        amount(value, String.valueOf(metric.get("unit"))),
        rate);
  }

  private static String amount(double value, String unit) {
    return switch (unit) {
      case "bytes" -> Quantities.bytes(Math.round(value));
      case "seconds" ->
          value < 1
              ? String.format(Locale.ROOT, "%.2f ms", 1000 * value)
              : String.format(Locale.ROOT, "%.2f s", value);
      default -> String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    };
  }
}
