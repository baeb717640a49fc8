package sandstore.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;

/**
 * The last events in the lab's order, in a ring, and now and then the view after one, so that the
 * view after any of them can be had again. Safe for use by several threads.
 */
public final class EventLog implements Timeline {
  static final int CAPACITY = 100_000;
  private static final int EVENTS_A_VIEW = 256;

  private final @Nullable LabEvent[] ring;
  private final @Nullable ClusterView[] views;
  private ClusterView start;
  private ClusterView newest;
  private long begin = 1;
  private long last;

  EventLog(int capacity) {
    this(capacity, ClusterView.EMPTY);
  }

  /**
   * @param start the view before the first event
   */
  public EventLog(int capacity, ClusterView start) {
    ring = new LabEvent[capacity];
    views = new ClusterView[capacity / EVENTS_A_VIEW + 1];
    this.start = start;
    this.newest = start;
  }

  /** The order must be one more than the last one's. */
  synchronized void add(LabEvent event) {
    add(event, Fold.fold(newest, event.event()));
  }

  /**
   * An event, and the view after it. After a gap in the order, what was before it is forgotten:
   * nobody knows what happened in between.
   */
  public synchronized void add(LabEvent event, ClusterView after) {
    if (event.order() != last + 1) {
      begin = event.order();
      start = ClusterView.EMPTY;
    }
    last = event.order();
    ring[slot(last)] = event;
    newest = after;
    if (last % EVENTS_A_VIEW == 0 || last == begin) {
      views[viewSlot(last)] = after;
    }
    notifyAll();
  }

  private int slot(long order) {
    return (int) (order % ring.length);
  }

  private int viewSlot(long order) {
    return (int) (order / EVENTS_A_VIEW % views.length);
  }

  /** Order of the newest event; 0 when there is none. */
  @Override
  public synchronized long last() {
    return last;
  }

  /** Order of the oldest event that is still here; {@code last() + 1} when there is none. */
  @Override
  public synchronized long first() {
    return Math.max(begin, last - ring.length + 1);
  }

  /** Empty if it has not come, or is no longer kept. */
  @Override
  public synchronized Optional<LabEvent> event(long order) {
    return order < first() || order > last
        ? Optional.empty()
        : Optional.ofNullable(ring[slot(order)]);
  }

  @Override
  public ClusterView viewAt(long order) {
    ClusterView view;
    List<LabEvent> after;
    synchronized (this) {
      if (order >= last) {
        return newest;
      }
      long from = Math.max(order, first() - 1);
      ClusterView known = null;
      while (known == null && from >= first()) {
        boolean kept = from % EVENTS_A_VIEW == 0 || from == begin;
        known = kept ? views[viewSlot(from)] : null;
        from -= known == null ? 1 : 0;
      }
      if (known == null && first() > begin) {
        return ClusterView.EMPTY; // what led to the first one kept is gone
      }
      view = known == null ? start : known;
      after = order > from ? after(from, (int) (order - from)) : List.of();
    }
    for (LabEvent event : after) {
      view = Fold.fold(view, event.event());
    }
    return view;
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
