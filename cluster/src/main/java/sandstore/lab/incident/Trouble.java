package sandstore.lab.incident;

import java.util.List;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;

/** One kind of thing that goes wrong. Found by {@link java.util.ServiceLoader}. */
interface Trouble {
  /** As an answer names it, e.g. {@code slow-disk}. */
  String name();

  /** What it is, in a few words. */
  String about();

  /** Which events are a trace of it, in words. */
  String traces();

  /** Where it could strike now: a node, or a link as {@code node1 -> node2}. Pure. */
  List<String> places(ClusterView view);

  /** Whether the event is a trace of this trouble in this place. Pure. */
  boolean leaves(Trace trace, String place);

  /** Begins, in secret; what it returns ends whatever goes on in this process. */
  AutoCloseable begin(Cluster cluster, String place) throws InterruptedException;

  /** What had happened, once that may be said: {@code each write of node3 took 150 ms more}. */
  String story(String place);
}
