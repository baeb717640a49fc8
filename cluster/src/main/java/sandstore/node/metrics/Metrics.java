package sandstore.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Member;
import sandstore.proto.Metric;
import sandstore.proto.MetricTag;
import sandstore.proto.MetricsResponse;
import sandstore.proto.NodeState;
import sandstore.wire.NodeId;

/**
 * The node's Micrometer registry, made when it is first asked for. What it shows is read from
 * counters that are there anyway, so a node that nobody asks loads not one of Micrometer's classes
 * at its start.
 */
public final class Metrics {
  private static final double[] PERCENTILES = {0.5, 0.99, 0.999};

  private final CallMeter calls;
  private final NodeId self;
  private final Supplier<NodeState> state;
  private final Set<CallCounts> bound = new HashSet<>();
  private @Nullable MeterRegistry registry;

  /**
   * @param state what the node says of itself beside its calls
   */
  public Metrics(NodeId self, CallMeter calls, Supplier<NodeState> state) {
    this.self = self;
    this.calls = calls;
    this.state = state;
  }

  /** All that there is, as of now. */
  public synchronized MetricsResponse read() {
    MeterRegistry all = registry();
    for (CallCounts counts : calls.counts()) {
      if (bound.add(counts)) {
        bind(all, counts);
      }
    }
    List<Metric> metrics = new ArrayList<>();
    for (Meter meter : all.getMeters()) {
      metrics.add(metric(meter));
    }
    metrics.sort(Comparator.comparing(Metric::getName).thenComparing(m -> tags(m)));
    return MetricsResponse.newBuilder().setNanos(System.nanoTime()).addAllMetrics(metrics).build();
  }

  private static String tags(Metric metric) {
    StringBuilder text = new StringBuilder();
    metric.getTagsList().forEach(t -> text.append(t.getValue()).append(' '));
    return text.toString();
  }

  private MeterRegistry registry() {
    MeterRegistry known = registry;
    if (known == null) {
      known = new SimpleMeterRegistry();
      bindNode(known);
      registry = known;
    }
    return known;
  }

  private void bindNode(MeterRegistry to) {
    gauge(to, "namespace.files", "", s -> s.getFiles());
    gauge(to, "namespace.chunks", "", s -> s.getFileChunks());
    gauge(to, "chunks.stored", "", s -> s.getChunks());
    gauge(to, "chunks.corrupt", "", s -> s.getCorruptChunks());
    gauge(to, "chunks.bytes", "bytes", s -> s.getChunkBytes());
    gauge(to, "raft.term", "", s -> s.getTerm());
    gauge(to, "raft.log.entries", "", s -> s.getLastIndex() - s.getFirstIndex() + 1);
    gauge(to, "raft.commit.backlog", "", s -> s.getLastIndex() - s.getCommitIndex());
    gauge(to, "raft.apply.backlog", "", s -> s.getCommitIndex() - s.getAppliedIndex());
    gauge(to, "disk.free", "bytes", this::freeBytes);
    Runtime jvm = Runtime.getRuntime();
    Gauge.builder("heap.used", jvm, r -> r.totalMemory() - r.freeMemory())
        .baseUnit("bytes")
        .register(to);
    Gauge.builder("heap.max", jvm, Runtime::maxMemory).baseUnit("bytes").register(to);
  }

  private double freeBytes(NodeState now) {
    return now.getMembersList().stream()
        .filter(m -> m.getNode().equals(self.name()))
        .mapToDouble(Member::getFreeBytes)
        .sum();
  }

  private void gauge(
      MeterRegistry to, String name, String unit, ToDoubleFunction<NodeState> value) {
    Gauge.Builder<Supplier<NodeState>> gauge =
        Gauge.builder(name, state, s -> Math.max(0, value.applyAsDouble(s.get())));
    (unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(to);
  }

  private static void bind(MeterRegistry to, CallCounts counts) {
    Tags tags = Tags.of("service", counts.service, "method", counts.method);
    counter(to, "calls", "", tags, counts, c -> c.ended.sum());
    counter(to, "calls.failed", "", tags, counts, c -> c.failed.sum());
    counter(to, "calls.time", "seconds", tags, counts, c -> c.nanos.sum() / 1e9);
    counter(to, "calls.in", "bytes", tags, counts, c -> c.bytesIn.sum());
    counter(to, "calls.out", "bytes", tags, counts, c -> c.bytesOut.sum());
    Gauge.builder("calls.queue", counts, CallCounts::inFlight).tags(tags).register(to);
    for (double part : PERCENTILES) {
      Gauge.builder("calls.latency", counts, c -> c.latencies.percentile(part) / 1e9)
          .tags(tags.and("quantile", Double.toString(part)))
          .baseUnit("seconds")
          .register(to);
    }
  }

  private static void counter(
      MeterRegistry to,
      String name,
      String unit,
      Tags tags,
      CallCounts counts,
      ToDoubleFunction<CallCounts> value) {
    FunctionCounter.Builder<CallCounts> counter =
        FunctionCounter.builder(name, counts, value).tags(tags);
    (unit.isEmpty() ? counter : counter.baseUnit(unit)).register(to);
  }

  private static Metric metric(Meter meter) {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName(meter.getId().getName())
            .setCumulative(meter.getId().getType() == Meter.Type.COUNTER);
    String unit = meter.getId().getBaseUnit();
    if (unit != null) {
      metric.setUnit(unit);
    }
    meter
        .getId()
        .getTagsAsIterable()
        .forEach(
            t -> metric.addTags(MetricTag.newBuilder().setKey(t.getKey()).setValue(t.getValue())));
    for (Measurement measurement : meter.measure()) {
      metric.setValue(measurement.getValue());
    }
    return metric.build();
  }
}
