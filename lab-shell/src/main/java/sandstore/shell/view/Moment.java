package sandstore.shell.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import sandstore.lab.LabEvent;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;

/**
 * The cluster at one point of the event stream.
 *
 * @param view after the event
 * @param order of that event; 0 before the first
 * @param nowNanos on the lab's monotonic clock; when live, it goes on without events
 * @param live it is the newest, and time goes on
 */
record Moment(ClusterView view, Timeline timeline, long order, long nowNanos, boolean live) {
  private static final long NANOS_A_MILLI = 1_000_000;

  /** No cluster at all. */
  static final Timeline NOTHING =
      new Timeline() {
        @Override
        public long first() {
          return 1;
        }

        @Override
        public long last() {
          return 0;
        }

        @Override
        public Optional<LabEvent> event(long order) {
          return Optional.empty();
        }

        @Override
        public ClusterView viewAt(long order) {
          return ClusterView.EMPTY;
        }
      };

  /** The newest. */
  static Moment live(Timeline timeline, long nowNanos) {
    long order = timeline.last();
    return new Moment(timeline.viewAt(order), timeline, order, nowNanos, true);
  }

  /** Right after one event. */
  static Moment at(Timeline timeline, long order) {
    long there = Math.max(Math.min(timeline.first(), timeline.last()), order);
    long at = Math.min(there, timeline.last());
    long nanos = timeline.event(at).map(LabEvent::receivedNanos).orElse(0L);
    return new Moment(timeline.viewAt(at), timeline, at, nanos, false);
  }

  /** Since then, in milliseconds. */
  long ageMillis(long nanos) {
    return (nowNanos - nanos) / NANOS_A_MILLI;
  }

  /**
   * Visits events from the newest back, as long as they are not older and the visitor wants more.
   */
  void back(long millis, Predicate<LabEvent> more) {
    long oldest = nowNanos - millis * NANOS_A_MILLI;
    for (long i = order; i >= timeline.first(); i--) {
      Optional<LabEvent> event = timeline.event(i);
      if (event.isEmpty() || event.get().receivedNanos() < oldest || !more.test(event.get())) {
        return;
      }
    }
  }

  /** Events of the last so many milliseconds, oldest first; the newest {@code limit} of them. */
  List<LabEvent> recent(long millis, int limit) {
    List<LabEvent> events = new ArrayList<>();
    back(
        millis,
        e -> {
          events.add(e);
          return events.size() < limit;
        });
    Collections.reverse(events);
    return events;
  }

  /** The newest events that are wanted, newest first, out of the last {@code reach} of them. */
  List<LabEvent> newest(int limit, int reach, Predicate<LabEvent> wanted) {
    List<LabEvent> found = new ArrayList<>();
    long end = Math.max(timeline.first(), order - reach + 1);
    for (long i = order; i >= end && found.size() < limit; i--) {
      timeline.event(i).filter(wanted).ifPresent(found::add);
    }
    return found;
  }

  /** Seconds of that event after the first one that is kept. */
  double seconds(LabEvent event) {
    long zero = timeline.event(timeline.first()).map(LabEvent::receivedNanos).orElse(0L);
    return (event.receivedNanos() - zero) / 1e9;
  }
}
