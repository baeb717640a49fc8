package sandstore.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last events in the lab's order, in a ring. Safe for use by several threads. */
public final class EventLog {
  static final int CAPACITY = 100_000;

  private final @Nullable LabEvent[] ring;
  private long last;

  EventLog(int capacity) {
    ring = new LabEvent[capacity];
  }

  /** The order must be one more than the last one's. */
  synchronized void add(LabEvent event) {
    last = event.order();
    ring[slot(last)] = event;
    notifyAll();
  }

  private int slot(long order) {
    return (int) (order % ring.length);
  }

  /** Order of the newest event; 0 when there is none. */
  public synchronized long last() {
    return last;
  }

  /** Order of the oldest event that is still here; {@code last() + 1} when there is none. */
  public synchronized long first() {
    return Math.max(1, last - ring.length + 1);
  }

  /** Empty if it has not come, or is no longer kept. */
  public synchronized Optional<LabEvent> event(long order) {
    return order < first() || order > last
        ? Optional.empty()
        : Optional.ofNullable(ring[slot(order)]);
  }

  /** Events whose order is greater, oldest first, at most {@code limit}. */
  public synchronized List<LabEvent> after(long order, int limit) {
    List<LabEvent> events = new ArrayList<>();
    for (long i = Math.max(order + 1, first()); i <= last && events.size() < limit; i++) {
      event(i).ifPresent(events::add);
    }
    return events;
  }

  /** Like {@link #after}, but waits until there is one. */
  public synchronized List<LabEvent> awaitAfter(long order, int limit) throws InterruptedException {
    while (last <= order) {
      wait();
    }
    return after(order, limit);
  }
}
