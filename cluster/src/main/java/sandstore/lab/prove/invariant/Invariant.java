package sandstore.lab.prove.invariant;

import sandstore.lab.LabEvent;
import sandstore.lab.prove.workload.Observation;
import sandstore.lab.view.ClusterView;

/**
 * Something that must always hold. To add one is to write one class, {@code @AutoService} of this;
 * an instance watches one cluster. Its methods are called by several threads.
 */
public interface Invariant {
  /** {@code I1}, .. */
  String id();

  /** What must hold, in a few words. */
  String says();

  /** Whether that topology is held to it. */
  default boolean judges(String topology) {
    return topology.equals("raft");
  }

  /**
   * @param before the view before the event
   */
  default void hears(LabEvent event, ClusterView before, ClusterView after, Findings findings) {}

  default void sees(Observation observation, Findings findings) {}

  /** Once a second or so. */
  default void tick(Situation situation, Findings findings) throws InterruptedException {}

  /** No client works any more and no fault is in force. May take as long as it needs. */
  default void inTheEnd(Situation situation, Findings findings) throws InterruptedException {}
}
