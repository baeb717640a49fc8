package sandstore.lab;

import java.util.Optional;
import sandstore.lab.view.ClusterView;

/**
 * Events in the lab's order, and the view after each: of the cluster that is up, or of a recording.
 * Whatever is read from it may be read again, by any thread.
 */
public interface Timeline {
  /** Order of the oldest event that can be had; {@code last() + 1} when there is none. */
  long first();

  /** Order of the newest event; 0 when there is none. */
  long last();

  /** Empty if it has not come, or is no longer kept. */
  Optional<LabEvent> event(long order);

  /**
   * The view after that event: the newest one for an order that has not come, an empty one for an
   * order so old that it cannot be made any more.
   */
  ClusterView viewAt(long order);
}
