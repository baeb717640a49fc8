package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;
import sandstore.proto.NodeRule;

/** Nothing can be added to the disk of a node. */
@AutoService(Trouble.class)
public final class FullDisk implements Trouble {
  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public String about() {
    return "a disk that takes nothing more";
  }

  @Override
  public String traces() {
    return "what tells that there is no space left on the node";
  }

  @Override
  public List<String> places(ClusterView view) {
    return Troubles.followers(view);
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    String text = trace.event().toString();
    return text.contains("No space left") && text.contains('"' + place + '"');
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) throws InterruptedException {
    cluster.secrecy().node(NodeRule.newBuilder().setNode(place).setDiskFull(true).build());
    return () -> {};
  }

  @Override
  public String story(String place) {
    return "the disk of " + place + " was full";
  }
}
