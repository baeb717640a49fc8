package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;
import sandstore.proto.MemberAdmitted;
import sandstore.wire.NodeId;

/** A node loses its disk, and is started again with an empty one. */
@AutoService(Trouble.class)
public final class WipedFollower implements Trouble {
  @Override
  public String name() {
    return "wiped-follower";
  }

  @Override
  public String about() {
    return "a node that came back without its data";
  }

  @Override
  public String traces() {
    return "its admission as a new member, or the snapshot that it needed";
  }

  @Override
  public List<String> places(ClusterView view) {
    return Troubles.followers(view);
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    MemberAdmitted admitted = trace.event().getMemberAdmitted();
    return (admitted.getNode().equals(place) && admitted.getGeneration() > 1)
        || (trace.toldBy(place) && trace.event().hasSnapshotInstalled());
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) throws InterruptedException {
    NodeId node = new NodeId(place);
    cluster.kill(node);
    cluster.wipe(node);
    cluster.start(node);
    return () -> {};
  }

  @Override
  public String story(String place) {
    return place + " lost all that it had on its disk, and came back as a new member";
  }
}
