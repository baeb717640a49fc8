package sandstore.lab.prove.nemesis;

import java.time.Duration;
import java.util.List;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.Shape;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;

/**
 * Brings nodes back that should run and do not, as a person would; and gives those a vote again
 * whose return was cut short, since no majority was to be had at that moment.
 */
public final class Mending {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private Mending() {}

  /**
   * Tries for so long; what could not be ended when it was time, since something else was wrong, is
   * ended now.
   *
   * @return whether all nodes run, one leads, and as many vote as can
   */
  public static boolean mend(Lab lab, Cluster cluster, Duration within)
      throws InterruptedException {
    long until = System.nanoTime() + within.toNanos();
    while (!whole(cluster.view()) && System.nanoTime() < until) {
      for (NodeView node : cluster.view().nodes().values()) {
        lines(cluster.view(), node).forEach(line -> lab.run(line + node.id(), reply -> {}));
      }
      var unused = cluster.await(Mending::whole, AGAIN);
    }
    return whole(cluster.view());
  }

  private static List<String> lines(ClusterView view, NodeView node) {
    return switch (node.process()) {
      case EXITED -> List.of("start ");
      case PAUSED -> List.of("resume ");
      case QUARANTINED -> List.of("stop ", "wipe ", "start ");
      case STARTING -> List.of();
      case RUNNING ->
          allVote(view) || view.voters().contains(node.id()) ? List.of() : List.of("member add ");
    };
  }

  private static boolean allVote(ClusterView view) {
    return view.leader().isEmpty()
        || view.voters().isEmpty()
        || view.voters().size() >= Math.min(Shape.mostVoters(), view.nodes().size());
  }

  private static boolean whole(ClusterView view) {
    return view.leader().isPresent()
        && allVote(view)
        && view.nodes().values().stream().allMatch(n -> n.process() == NodeView.Process.RUNNING);
  }
}
