package sandstore.wire;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The one place through which a process sends. Holds the rules in force and the delay lines, one a
 * link, that keep delayed messages in order.
 */
public final class LinkGate {
  private volatile LinkRules rules = LinkRules.NONE;
  private final Map<Link, long[]> lastDue = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer;
  private final Holds holds = new Holds();

  public LinkGate() {
    timer = new ScheduledThreadPoolExecutor(1, new DaemonThreads("link-delay"));
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** From the next message on. Messages already delayed keep their delay. */
  public void obey(LinkRules newRules) {
    rules = newRules;
  }

  public LinkRules rules() {
    return rules;
  }

  /** The messages that wait for the lab's word before any rule of a link is asked. */
  public Holds holds() {
    return holds;
  }

  /** Runs it so much later, if this process still runs. */
  Future<?> after(long nanos, Runnable run) {
    return timer.schedule(run, Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  LinkRules.Fate judge(Link link) {
    LinkRules now = rules;
    if (now.isEmpty()) {
      return LinkRules.Fate.PASSES;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return now.judge(link, random.nextDouble(), random.nextDouble());
  }

  /**
   * When a message sent now on this link may leave, in {@link System#nanoTime}: first in, first
   * out.
   */
  private long due(Link link, long delayMillis) {
    long now = System.nanoTime();
    if (delayMillis == 0 && lastDue.isEmpty()) {
      return now;
    }
    long[] last = lastDue.computeIfAbsent(link, l -> new long[] {now});
    synchronized (last) {
      last[0] = Math.max(last[0], now + TimeUnit.MILLISECONDS.toNanos(delayMillis));
      return last[0];
    }
  }

  /** The messages of one call in one direction, in order, each no sooner than its delay. */
  final class Lane {
    private static final int FULL = 16;
    private final Link link;
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    Lane(Link link) {
      this.link = link;
    }

    /** Runs {@code send} at once, or after what waits before it. */
    void pass(long delayMillis, Runnable send) {
      synchronized (this) {
        long wait = due(link, delayMillis) - System.nanoTime();
        if (waiting.isEmpty() && wait <= 0) {
          send.run();
          return;
        }
        waiting.add(send);
        timer.schedule(this::next, Math.max(0, wait), TimeUnit.NANOSECONDS);
      }
    }

    private void next() {
      synchronized (this) {
        Runnable send = waiting.poll();
        if (send != null) {
          send.run();
        }
      }
    }

    /** So many wait that a polite sender should pause. */
    boolean full() {
      synchronized (this) {
        return waiting.size() >= FULL;
      }
    }
  }
}
