package sandstore.lab.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.Shape;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Upkeep;
import sandstore.wire.NodeId;

/** Repair, scrub and the like, as people see them. */
final class Upkeeping {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private Upkeeping() {}

  /** Who decides about copies. */
  static NodeId leader(Context context) {
    return context
        .view()
        .leader()
        .orElseThrow(() -> new Refusal("nobody leads now", "wait leader != ''"))
        .id();
  }

  /** {@code repair: 40 of 64 chunks, 320 MiB of 512 MiB, 95 MiB/s, 2 s left}. */
  static String describe(Upkeep.Work work) {
    StringBuilder line = new StringBuilder(work.what());
    line.append(": ").append(work.done()).append(" of ").append(work.total()).append(" chunks");
    if (work.bytesTotal() > 0) {
      line.append(", ").append(Quantities.bytes(work.bytesDone()));
      line.append(" of ").append(Quantities.bytes(work.bytesTotal()));
    }
    if (work.bytesPerSecond() > 0) {
      line.append(", ").append(Quantities.bytes(work.bytesPerSecond())).append("/s");
    }
    if (work.secondsLeft() >= 0 && !work.finished()) {
      line.append(String.format(Locale.ROOT, ", %d s left", work.secondsLeft()));
    }
    if (!work.problem().isEmpty()) {
      line.append("; ").append(work.problems()).append(" failed, the last on ");
      line.append(Style.harmless(work.problem()));
    }
    return line.toString();
  }

  /**
   * What keeps missing copies from being made: the grace time of somebody who may come back, or
   * that there are fewer nodes than a chunk wants copies. Empty when nothing does.
   */
  static Optional<String> hindrance(ClusterView view, Shape shape, long nowNanos) {
    int replicas = shape.replicas();
    Optional<Upkeep.Awaited> awaited = view.upkeep().awaited();
    if (awaited.isPresent()) {
      return awaited.map(a -> waits(a, nowNanos));
    }
    List<NodeId> takers =
        view.running().stream()
            .map(NodeView::id)
            .filter(n -> !view.upkeep().draining().contains(n))
            .toList();
    boolean idle = view.upkeep().underWay().stream().noneMatch(w -> w.what().equals("repair"));
    return idle && view.underReplicated().orElse(0) > 0 && takers.size() < replicas
        ? Optional.of(
            "repair: %d copies want %d nodes, and %d can take them; start one%s"
                .formatted(
                    replicas,
                    replicas,
                    takers.size(),
                    shape.topology().equals("raft") ? ", or: member add" : ""))
        : Optional.empty();
  }

  /** {@code repair waits for node3 for 8 s more; without it 12 chunks are copied}. */
  private static String waits(Upkeep.Awaited awaited, long nowNanos) {
    return "repair waits for "
        + awaited.nodes().stream().map(NodeId::name).collect(Collectors.joining(", "))
        + (" for " + awaited.secondsLeft(nowNanos) + " s more; without ")
        + (awaited.nodes().size() == 1 ? "it " : "them ")
        + (awaited.chunks() == 1 ? "1 chunk is" : awaited.chunks() + " chunks are")
        + " copied";
  }

  /** For programs; empty when repair waits for nobody. */
  static Map<String, Object> fields(Optional<Upkeep.Awaited> awaited, long nowNanos) {
    Map<String, Object> fields = new LinkedHashMap<>();
    awaited.ifPresent(
        a -> {
          fields.put("nodes", a.nodes().stream().map(NodeId::name).toList());
          fields.put("chunks", a.chunks());
          fields.put("secondsLeft", a.secondsLeft(nowNanos));
        });
    return fields;
  }

  /**
   * Shows how far the work of these names is until all have ended once more than before.
   *
   * @param left how many of them have not
   */
  static void follow(Context context, String task, ToLongFunction<ClusterView> left)
      throws InterruptedException {
    while (!context.lab().await(v -> left.applyAsLong(v) == 0, LOOK_EVERY)) {
      long done = 0;
      long total = 0;
      for (Upkeep.Work work : context.view().upkeep().underWay()) {
        if (work.what().startsWith(task)) {
          done += work.bytesDone();
          total += work.bytesTotal();
        }
      }
      if (total > 0) {
        context.progress(task, done, total, "bytes", left.applyAsLong(context.view()) + " left");
      }
    }
  }
}
