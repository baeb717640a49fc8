package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;
import sandstore.proto.NodeRule;

/** The wall clock of a node is ahead. */
@AutoService(Trouble.class)
public final class FastClock implements Trouble {
  private static final long AHEAD_MILLIS = 90_000;

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String about() {
    return "a clock that is wrong";
  }

  @Override
  public String traces() {
    return "an event that the node has stamped with another time than its neighbours in the list";
  }

  @Override
  public List<String> places(ClusterView view) {
    return Troubles.running(view);
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    return trace.toldBy(place) && Math.abs(trace.aheadMillis()) >= AHEAD_MILLIS / 2;
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) throws InterruptedException {
    cluster
        .secrecy()
        .node(NodeRule.newBuilder().setNode(place).setSkewMillis(AHEAD_MILLIS).build());
    return () -> {};
  }

  @Override
  public String story(String place) {
    return "the clock of " + place + " was " + AHEAD_MILLIS / 1000 + " s ahead";
  }
}
