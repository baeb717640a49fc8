package sandstore.node.membership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import sandstore.proto.Waited.For;
import sandstore.wire.NodeId;

/**
 * Tells a slow node by what those say who waited for it, for each kind of waiting by itself: it is
 * slow when for two seconds more than one wait in a hundred was longer than five times what is
 * usual, which is the median of the other nodes' 99th percentiles. It is slow no more when it has
 * been probed and was never over that for two seconds; when it soon is slow again, it is watched
 * for twice as long. (Huang et al., "Gray Failure: The Achilles' Heel of Cloud-Scale Systems",
 * HotOS 2017: what an observer inside calls healthy may be dead to the applications.)
 *
 * <p>Pure: time is an argument. Not thread-safe.
 */
final class LatencyJudge {
  static final int TIMES_USUAL = 5;

  /** Whoever answers within this is not slow, however quick the others are. */
  static final long FLOOR_MICROS = 50_000;

  static final long FOR_MILLIS = 2_000;

  private static final long WINDOW_MILLIS = 10_000;
  private static final long LONGEST_PROBATION_MILLIS = 32_000;
  private static final long SOON_MILLIS = 60_000;
  private static final int MOST_WAITS = 512;

  /** Fewer say nothing. */
  private static final int FEWEST_WAITS = 3;

  /** A node's standing became another. */
  record Change(NodeId node, boolean slow, long p99Micros, long limitMicros) {}

  private record Wait(long micros, long atMillis) {}

  private static final class Node {
    final Map<For, Deque<Wait>> waits = new EnumMap<>(For.class);
    boolean slow;
    long limitMicros;
    long changedMillis;
    long probationMillis = FOR_MILLIS;

    Stream<Wait> all() {
      return waits.values().stream().flatMap(Deque::stream);
    }
  }

  private final SortedMap<NodeId, Node> nodes = new TreeMap<>();

  /** Somebody waited so long for the node, until {@code atMillis}. */
  void waited(NodeId node, For what, long micros, long atMillis) {
    Deque<Wait> waits =
        nodes
            .computeIfAbsent(node, n -> new Node())
            .waits
            .computeIfAbsent(what, w -> new ArrayDeque<>());
    waits.add(new Wait(micros, atMillis));
    if (waits.size() > MOST_WAITS) {
      waits.remove();
    }
  }

  /** What is to be thought now. */
  List<Change> judge(long nowMillis) {
    nodes
        .values()
        .forEach(
            n ->
                n.waits
                    .values()
                    .forEach(w -> w.removeIf(x -> nowMillis - x.atMillis() > WINDOW_MILLIS)));
    List<Change> changes = new ArrayList<>();
    nodes.forEach(
        (id, node) -> {
          if (node.slow ? recovered(node, nowMillis) : becameSlow(id, node, nowMillis)) {
            node.slow = !node.slow;
            node.changedMillis = nowMillis;
            long p99 = node.waits.values().stream().mapToLong(LatencyJudge::p99).max().orElse(0);
            changes.add(new Change(id, node.slow, p99, node.limitMicros));
          }
        });
    return changes;
  }

  List<NodeId> slow() {
    return nodes.entrySet().stream().filter(e -> e.getValue().slow).map(Map.Entry::getKey).toList();
  }

  private boolean becameSlow(NodeId id, Node node, long nowMillis) {
    for (Map.Entry<For, Deque<Wait>> e : node.waits.entrySet()) {
      OptionalLong limit = limit(id, e.getKey());
      if (limit.isPresent() && isOver(e.getValue(), limit.getAsLong())) {
        boolean soon = node.changedMillis > 0 && nowMillis - node.changedMillis < SOON_MILLIS;
        node.probationMillis =
            soon ? Math.min(2 * node.probationMillis, LONGEST_PROBATION_MILLIS) : FOR_MILLIS;
        node.limitMicros = limit.getAsLong();
        return true;
      }
    }
    return false;
  }

  /** Absent when there is nobody to compare with. */
  private OptionalLong limit(NodeId id, For what) {
    long[] others =
        nodes.entrySet().stream()
            .filter(e -> !e.getKey().equals(id) && !e.getValue().slow)
            .map(e -> e.getValue().waits.getOrDefault(what, new ArrayDeque<>()))
            .filter(waits -> waits.size() >= FEWEST_WAITS)
            .mapToLong(LatencyJudge::p99)
            .sorted()
            .toArray();
    return others.length == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(FLOOR_MICROS, TIMES_USUAL * others[(others.length - 1) / 2]));
  }

  /** More than one in a hundred, some of them, and not all in one hiccup. */
  private static boolean isOver(Deque<Wait> waits, long limitMicros) {
    List<Wait> over = waits.stream().filter(w -> w.micros() > limitMicros).toList();
    return over.size() >= FEWEST_WAITS
        && over.size() * 100L > waits.size()
        && over.get(over.size() - 1).atMillis() - over.get(0).atMillis() >= FOR_MILLIS;
  }

  /** Probes were quick for long enough; or nobody asks for it any more, who could still say no. */
  private static boolean recovered(Node node, long nowMillis) {
    long lastOver = lastOver(node);
    boolean recovers = isQuick(node, lastOver, nowMillis);
    if (recovers) { // of what it was, nothing is to be held against it
      node.waits.values().forEach(waits -> waits.removeIf(w -> w.atMillis() <= lastOver));
    }
    return recovers;
  }

  private static long lastOver(Node node) {
    return node.all()
        .filter(w -> w.micros() > node.limitMicros)
        .mapToLong(Wait::atMillis)
        .max()
        .orElse(node.changedMillis);
  }

  private static boolean isQuick(Node node, long lastOver, long nowMillis) {
    long quickSince = node.all().filter(w -> w.atMillis() > lastOver).count();
    boolean quick =
        quickSince >= FEWEST_WAITS
            && nowMillis - Math.max(lastOver, node.changedMillis) >= node.probationMillis;
    boolean forgotten =
        node.all().findAny().isEmpty() && nowMillis - node.changedMillis > WINDOW_MILLIS;
    return quick || forgotten;
  }

  private static long p99(Deque<Wait> waits) {
    long[] sorted = waits.stream().mapToLong(Wait::micros).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
  }
}
