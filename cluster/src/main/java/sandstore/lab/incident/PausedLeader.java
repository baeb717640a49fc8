package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;
import sandstore.wire.NodeId;

/** The process of the leader stands still. */
@AutoService(Trouble.class)
public final class PausedLeader implements Trouble {
  @Override
  public String name() {
    return "paused-leader";
  }

  @Override
  public String about() {
    return "a leader that stands still, as in a long collection";
  }

  @Override
  public String traces() {
    return "somebody who no longer hears the node, or whose call to it failed";
  }

  @Override
  public List<String> places(ClusterView view) {
    return view.leader().map(l -> l.id().name()).stream().toList();
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    Event event = trace.event();
    return event.getPeerSuspected().getPeer().equals(place)
        || event.getPeerDead().getPeer().equals(place)
        || event.getRpcFailed().getTo().equals(place);
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) throws InterruptedException {
    cluster.secrecy().pause(new NodeId(place));
    return () -> {};
  }

  @Override
  public String story(String place) {
    return place + ", which led, stood still; its process was there all the time";
  }
}
