package sandstore.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/**
 * Where all events of one cluster come together: one thread numbers them in the order in which they
 * arrived, which is the canonical one, folds each into the view, keeps the last of them, tells the
 * listeners and wakes who waits for the view.
 *
 * <p>What waits here is bounded: a node's stream is asked for more only after its events were
 * folded, and whoever else submits waits while the queue is full.
 */
final class EventFeed {
  private static final int QUEUE = 1 << 16;
  private static final int BATCH = 256;
  private static final Runnable NOTHING = () -> {};

  /** Makes the next view. */
  interface Folding {
    ClusterView fold(ClusterView before, Event event);
  }

  /**
   * @param kept whether nobody is to know of it
   */
  private record Item(Event event, Runnable folded, boolean kept, boolean last) {}

  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>(QUEUE);
  private final EventLog log;
  private final Object changed = new Object();
  private final Folding folding;
  private final Listeners listeners;
  private final Seal seal = new Seal();
  private final Thread thread;
  private volatile ClusterView view;
  private volatile @Nullable RuntimeException broken;

  EventFeed(ClusterView start, Folding folding, Listeners listeners) {
    this.view = start;
    this.log = new EventLog(EventLog.CAPACITY, start);
    this.folding = folding;
    this.listeners = listeners;
    this.thread = new Thread(this::run, "event-feed");
    thread.setDaemon(true);
    thread.start();
  }

  ClusterView view() {
    return view;
  }

  /** What keeps events back, before anybody sees them. */
  Seal seal() {
    return seal;
  }

  EventLog log() {
    return log;
  }

  /** Takes an event, in any thread. Waits only while thousands wait before it. */
  void submit(Event event) {
    submit(event, NOTHING);
  }

  /**
   * @param folded runs on the feed's thread once the view has the event; must not block
   */
  void submit(Event event, Runnable folded) {
    put(new Item(event, folded, seal.keepsBack(event), false));
  }

  private void put(Item item) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          queue.put(item);
          return;
        } catch (InterruptedException e) {
          interrupted = true; // an event that happened is never left out
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    List<Item> batch = new ArrayList<>();
    try {
      boolean open = true;
      while (open) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH);
        for (Item item : batch) {
          if (item.last()) {
            open = false;
          } else if (item.kept()) {
            item.folded().run();
          } else {
            fold(item);
          }
        }
        batch.clear();
        wake();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts this thread but a shutdown
    } catch (RuntimeException e) {
      broken = e;
      wake();
      throw e;
    }
  }

  private void fold(Item item) {
    LabEvent event = new LabEvent(log.last() + 1, System.nanoTime(), item.event());
    ClusterView after = folding.fold(view, item.event());
    log.add(event, after);
    view = after;
    listeners.tell(event, after);
    item.folded().run();
  }

  private void wake() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  /**
   * Waits for what must come.
   *
   * @param otherwise what to say if it does not, e.g. {@code node2 has not ended}
   * @throws DefiniteFailure TIMEOUT: it did not come in time
   */
  void must(Predicate<ClusterView> condition, Duration within, String otherwise)
      throws InterruptedException {
    if (!await(condition, within)) {
      throw new DefiniteFailure(
          Failure.Code.TIMEOUT, otherwise + " after " + within.toSeconds() + " s");
    }
  }

  /**
   * Waits until the view satisfies the condition.
   *
   * @return whether it did in time
   */
  boolean await(Predicate<ClusterView> condition, Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (true) {
      ClusterView seen = view;
      if (condition.test(seen)) {
        return true;
      }
      RuntimeException failure = broken;
      if (failure != null) {
        throw new IllegalStateException("the view cannot follow the events any more", failure);
      }
      synchronized (changed) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        if (seen == view && broken == null) {
          changed.wait(left / 1_000_000 + 1);
        }
      }
    }
  }

  /**
   * Waits until the view has what was submitted before: who did something and looks at once shall
   * find it there. In a flood it is waited for so long only, and not once the feed has ended.
   */
  void settle(Duration atMost) {
    CountDownLatch folded = new CountDownLatch(1);
    Item mark = new Item(Event.getDefaultInstance(), folded::countDown, true, false);
    if (Thread.currentThread() == thread || !thread.isAlive() || !queue.offer(mark)) {
      return;
    }
    try {
      var unused = folded.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // who is in a hurry looks at what there is
    }
  }

  /** Folds what has been submitted so far, then ends. */
  void finish() throws InterruptedException {
    put(new Item(Event.getDefaultInstance(), NOTHING, false, true));
    thread.join();
  }
}
