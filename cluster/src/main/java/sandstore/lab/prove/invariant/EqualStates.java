package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import sandstore.lab.LabEvent;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.NodeState;
import sandstore.proto.StateRequest;

/** I5: two nodes that have applied the same entries have the same state. */
@AutoService(Invariant.class)
public final class EqualStates implements Invariant {
  private static final int KEPT = 20_000;
  private static final double CAUGHT_UP_SECONDS = 30;

  private record Said(long hash, String node, long order) {}

  private final Map<Long, Said> byIndex =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Said> eldest) {
          return size() > KEPT;
        }
      };

  @Override
  public String id() {
    return "I5";
  }

  @Override
  public String says() {
    return "nodes that have applied as much have the same state";
  }

  @Override
  public synchronized void hears(
      LabEvent event, ClusterView before, ClusterView after, Findings findings) {
    Event e = event.event();
    if (e.hasApplied()) {
      said(e.getApplied().getTo(), e.getApplied().getStateHash(), event, findings);
    } else if (e.hasSnapshotSaved()) {
      said(e.getSnapshotSaved().getIndex(), e.getSnapshotSaved().getStateHash(), event, findings);
    }
  }

  private void said(long index, long hash, LabEvent event, Findings findings) {
    if (index == 0 || hash == 0) {
      return;
    }
    Said now = new Said(hash, event.event().getNode(), event.order());
    Said other = byIndex.putIfAbsent(index, now);
    if (other != null && other.hash != hash) {
      findings.broken(
          other.node + " and " + now.node + " have different states after entry " + index,
          other.order,
          now.order);
    }
  }

  @Override
  public void inTheEnd(Situation situation, Findings findings) throws InterruptedException {
    boolean even =
        situation
            .cluster()
            .await(
                v -> v.running().stream().map(NodeView::appliedIndex).distinct().count() == 1,
                situation.within(CAUGHT_UP_SECONDS));
    Map<Long, NodeState> states = new HashMap<>();
    for (NodeView node : situation.cluster().view().running()) {
      NodeState state =
          situation.cluster().calls().observe(node.id()).state(StateRequest.getDefaultInstance());
      NodeState other = states.putIfAbsent(state.getAppliedIndex(), state);
      if (other != null && other.getStateHash() != state.getStateHash()) {
        findings.broken("two nodes have different states after entry " + state.getAppliedIndex());
      }
    }
    if (!even) {
      findings.unknown("not every node has caught up, so that not all states could be compared");
    }
  }
}
