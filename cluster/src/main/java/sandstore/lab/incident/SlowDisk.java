package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;
import sandstore.proto.NodeRule;
import sandstore.proto.RpcAnswered;

/** A disk that is about to fail often begins by being slow. */
@AutoService(Trouble.class)
public final class SlowDisk implements Trouble {
  private static final int SLOW_MILLIS = 150;

  @Override
  public String name() {
    return "slow-disk";
  }

  @Override
  public String about() {
    return "a disk that answers, but late";
  }

  @Override
  public String traces() {
    return "a call to the node that was answered late, or that it was judged slow";
  }

  @Override
  public List<String> places(ClusterView view) {
    return Troubles.followers(view);
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    if (trace.event().hasNodeJudged()) {
      return trace.event().getNodeJudged().getSlow()
          && trace.event().getNodeJudged().getPeer().equals(place);
    }
    RpcAnswered answered = trace.event().getRpcAnswered();
    return answered.getTo().equals(place) && answered.getTookMicros() >= SLOW_MILLIS * 1000L;
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) throws InterruptedException {
    cluster
        .secrecy()
        .node(NodeRule.newBuilder().setNode(place).setDiskSlowMillis(SLOW_MILLIS).build());
    return () -> {};
  }

  @Override
  public String story(String place) {
    return "each write and each force of " + place + " took " + SLOW_MILLIS + " ms more";
  }
}
