package sandstore.lab.view;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import sandstore.wire.NodeId;

/**
 * What is being done to keep enough sound copies of everything. Immutable.
 *
 * @param works by what they are called: {@code repair}, {@code rebalance}, {@code drain node2},
 *     {@code scrub node3}; also those that have ended
 * @param orphans chunks of no file, by the node whose disk they are on
 * @param draining nodes that chunks are to leave
 * @param drained those of them that nothing depends on any more
 * @param drainingIndex of the log entry that last said so
 * @param awaited nodes that are away, and that repair still waits for
 */
public record Upkeep(
    SortedMap<String, Work> works,
    SortedMap<NodeId, Long> orphans,
    SortedSet<NodeId> draining,
    SortedSet<NodeId> drained,
    long drainingIndex,
    Optional<Awaited> awaited) {
  public static final Upkeep NONE =
      new Upkeep(
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedSet(),
          Collections.emptySortedSet(),
          0,
          Optional.empty());

  /**
   * How far one of them is.
   *
   * @param by the node that does it and tells of it
   * @param done chunks
   * @param problems damaged copies that a scrub found; copies that failed
   * @param problem why the last copy failed; else empty
   * @param ended how many of the same name have ended since {@code up}
   */
  public record Work(
      NodeId by,
      String what,
      long done,
      long total,
      long bytesDone,
      long bytesTotal,
      long bytesPerSecond,
      boolean finished,
      long problems,
      String problem,
      long ended) {
    /** By the present rate; -1 when there is none yet. */
    public long secondsLeft() {
      return bytesPerSecond <= 0 ? -1 : (bytesTotal - bytesDone) / bytesPerSecond;
    }
  }

  /**
   * Whom repair waits for, who may come back in their grace time.
   *
   * @param by the node that leads, and waits
   * @param chunks that would have to be copied without them
   * @param untilNanos when it does without the first of them, on the machine's monotonic clock
   */
  public record Awaited(NodeId by, List<NodeId> nodes, long chunks, long untilNanos) {
    /** Rounded up; 0 when the time is over. */
    public long secondsLeft(long nowNanos) {
      long second = TimeUnit.SECONDS.toNanos(1);
      return Math.max(0, (untilNanos - nowNanos + second - 1) / second);
    }
  }

  /** How often work of this name has ended. */
  public long ended(String what) {
    Work work = works.get(what);
    return work == null ? 0 : work.ended();
  }

  /** What is under way. */
  public List<Work> underWay() {
    return works.values().stream().filter(w -> !w.finished()).toList();
  }

  Upkeep with(String name, NodeId by, sandstore.proto.Work told) {
    TreeMap<String, Work> next = new TreeMap<>(works);
    next.put(
        name,
        new Work(
            by,
            name,
            told.getDone(),
            told.getTotal(),
            told.getBytesDone(),
            told.getBytesTotal(),
            told.getBytesPerSecond(),
            told.getFinished(),
            told.getProblems(),
            told.getProblem(),
            ended(name) + (told.getFinished() ? 1 : 0)));
    return new Upkeep(
        Collections.unmodifiableSortedMap(next),
        orphans,
        draining,
        drained,
        drainingIndex,
        awaited);
  }

  /** What was under way there is so no more, and nobody will tell that it ended. */
  Upkeep without(Predicate<Work> abandoned) {
    if (works.values().stream().noneMatch(w -> !w.finished() && abandoned.test(w))) {
      return this;
    }
    TreeMap<String, Work> next = new TreeMap<>(works);
    next.values().removeIf(w -> !w.finished() && abandoned.test(w));
    return new Upkeep(
        Collections.unmodifiableSortedMap(next),
        orphans,
        draining,
        drained,
        drainingIndex,
        awaited);
  }

  Upkeep withOrphans(NodeId on, long chunks) {
    TreeMap<NodeId, Long> next = new TreeMap<>(orphans);
    next.put(on, chunks);
    return new Upkeep(
        works, Collections.unmodifiableSortedMap(next), draining, drained, drainingIndex, awaited);
  }

  /** This node is no member any more. */
  Upkeep without(NodeId node) {
    TreeMap<NodeId, Long> left = new TreeMap<>(orphans);
    left.remove(node);
    return new Upkeep(
        works, Collections.unmodifiableSortedMap(left), draining, drained, drainingIndex, awaited);
  }

  /** As the namespace has it at this index; what is older than what is known is no news. */
  Upkeep withDraining(SortedSet<NodeId> nodes, long index) {
    if (index < drainingIndex) {
      return this;
    }
    TreeSet<NodeId> still = new TreeSet<>(drained);
    still.retainAll(nodes);
    return new Upkeep(
        works,
        orphans,
        Collections.unmodifiableSortedSet(new TreeSet<>(nodes)),
        Collections.unmodifiableSortedSet(still),
        index,
        awaited);
  }

  Upkeep withDrained(NodeId node) {
    TreeSet<NodeId> next = new TreeSet<>(drained);
    next.add(node);
    return new Upkeep(
        works, orphans, draining, Collections.unmodifiableSortedSet(next), drainingIndex, awaited);
  }

  /** Repair waits for these, or for nobody. */
  Upkeep withAwaited(Optional<Awaited> now) {
    return new Upkeep(works, orphans, draining, drained, drainingIndex, now);
  }
}
