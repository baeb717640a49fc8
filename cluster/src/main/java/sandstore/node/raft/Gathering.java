package sandstore.node.raft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets operations go into the log in groups when several are under way. What JRaft is given at once
 * it writes, forces and sends at once, and each of these costs more than an operation does.
 *
 * <p>An operation waits for the others at most a moment, whatever becomes of those that went before
 * it: on a leader that is cut off, too, each has to get into the log. With few under way it does
 * not wait at all. So long as groups come back whole, the next one waits for as many: those who
 * were answered are about to ask again.
 *
 * @param <T> an operation
 */
final class Gathering<T> {
  /** So many under way are worth waiting for each other. */
  private static final int SEVERAL = 4;

  private static final long LONGEST_WAIT_NANOS = 1_000_000;

  private final ScheduledExecutorService timer;
  private final Consumer<List<T>> log;

  // All guarded by this.
  private final List<T> waiting = new ArrayList<>();
  private final Deque<Group> underWay = new ArrayDeque<>();

  /** So many the last group had that came back; 1 if it had few. */
  private int expected = 1;

  private long waitNanos = LONGEST_WAIT_NANOS;
  private boolean timed;

  /** Operations that went into the log together, and come back in that order. */
  private static final class Group {
    private final int size;
    private final long since = System.nanoTime();
    private int left;

    Group(int size) {
      this.size = size;
      this.left = size;
    }
  }

  /**
   * @param log takes a group, and must not block
   */
  Gathering(ScheduledExecutorService timer, Consumer<List<T>> log) {
    this.timer = timer;
    this.log = log;
  }

  /** Into the log with it, now or in a moment. */
  void add(T operation) {
    List<T> group;
    boolean waits;
    synchronized (this) {
      waiting.add(operation);
      group = due();
      waits = !waiting.isEmpty() && !timed;
      timed |= waits;
    }
    hand(group);
    if (waits) {
      waitAMoment();
    }
  }

  private void waitAMoment() {
    try {
      var unused = timer.schedule(this::waitedEnough, waitNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      waitedEnough();
    }
  }

  private void waitedEnough() {
    List<T> group;
    synchronized (this) {
      timed = false;
      group = all();
    }
    hand(group);
  }

  /** The oldest of those that went into the log is done with, whatever became of it. */
  void settled() {
    List<T> group;
    synchronized (this) {
      Group oldest = underWay.peek();
      if (oldest == null) {
        return;
      }
      oldest.left--;
      if (oldest.left > 0) {
        return;
      }
      underWay.remove();
      expected = oldest.size >= SEVERAL ? oldest.size : 1;
      waitNanos = Math.min(LONGEST_WAIT_NANOS, (System.nanoTime() - oldest.since) / 2);
      group = due();
    }
    hand(group);
  }

  private List<T> due() {
    return waiting.size() >= enough() ? all() : List.of();
  }

  private int enough() {
    if (expected > 1) {
      return expected;
    }
    int many = waiting.size() + underWay.stream().mapToInt(g -> g.left).sum();
    return underWay.isEmpty() || many < SEVERAL ? 1 : Integer.MAX_VALUE;
  }

  private List<T> all() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<T> group = List.copyOf(waiting);
    waiting.clear();
    underWay.add(new Group(group.size()));
    return group;
  }

  private void hand(List<T> group) {
    if (!group.isEmpty()) {
      log.accept(group);
    }
  }

  /** Whoever waits still has to be told something. */
  void close() {
    waitedEnough();
  }
}
