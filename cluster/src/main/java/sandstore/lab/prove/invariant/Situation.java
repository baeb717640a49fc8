package sandstore.lab.prove.invariant;

import java.time.Duration;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.NodeView;

/**
 * How things are now, for who judges.
 *
 * @param slack how many times the usual time things may take: 1 on a quiet machine
 * @param calmSince {@link System#nanoTime} since when no fault is in force and all nodes run; 0 =
 *     they do not
 * @param writingSince since when clients write; 0 = none does
 */
record Situation(Lab lab, Cluster cluster, double slack, long calmSince, long writingSince) {
  Duration within(double seconds) {
    return Duration.ofMillis((long) (seconds * slack * 1000));
  }

  /** No fault is in force, and all nodes run. */
  static boolean calm(ClusterView view) {
    return view.faults().isEmpty()
        && view.nodeFaults().stream().noneMatch(NodeFault::doesSomething)
        && view.nodes().values().stream().allMatch(n -> n.process() == NodeView.Process.RUNNING);
  }
}
