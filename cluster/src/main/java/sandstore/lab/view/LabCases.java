package sandstore.lab.view;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.InvariantJudged;
import sandstore.proto.NodeExited;
import sandstore.proto.NodeSpawned;
import sandstore.wire.NodeId;

/** What the lab and its client see: processes, the faults given out, operations. */
final class LabCases {
  private LabCases() {}

  static void addTo(Map<KindCase, Fold.ByLab> cases) {
    cases.put(KindCase.NODE_SPAWNED, LabCases::nodeSpawned);
    cases.put(KindCase.NODE_EXITED, LabCases::nodeExited);
    cases.put(KindCase.NODE_LEFT, LabCases::nodeLeft);
    cases.put(KindCase.NODE_PAUSED, LabCases::nodePaused);
    cases.put(KindCase.NODE_RESUMED, LabCases::nodeResumed);
    cases.put(KindCase.FAULT_SET, LabCases::faultSet);
    cases.put(KindCase.FAULT_CLEARED, LabCases::faultCleared);
    cases.put(KindCase.ORDERS_OBEYED, LabCases::ordersGiven);
    cases.put(KindCase.INVARIANT_JUDGED, LabCases::judged);
    cases.put(KindCase.OPERATION_INVOKED, (view, e) -> count(view, 1, 0, 0, 0));
    cases.put(KindCase.OPERATION_OK, (view, e) -> count(view, 0, 1, 0, 0));
    cases.put(KindCase.OPERATION_FAILED, (view, e) -> count(view, 0, 0, 1, 0));
    cases.put(KindCase.OPERATION_UNKNOWN, (view, e) -> count(view, 0, 0, 0, 1));
  }

  private static void nodeSpawned(ViewDraft view, Event event) {
    NodeSpawned spawned = event.getNodeSpawned();
    NodeDraft node = view.node(new NodeId(spawned.getNode()));
    boolean another = spawned.getPid() != node.pid;
    boolean older = spawned.getIncarnation() < node.incarnation && node.sequence == 0;
    node.pid = spawned.getPid();
    if (another
        || older // its folder was put back from an earlier day, as the lab has heard meanwhile
        || spawned.getIncarnation() > node.incarnation) { // a wiped node counts from 1 again
      node.begins(spawned.getIncarnation());
    }
    view.elections.gaveUpAllBut(node.id, -1);
    view.forgetCounts();
  }

  private static void nodeExited(ViewDraft view, Event event) {
    NodeExited exited = event.getNodeExited();
    NodeDraft node = view.node(new NodeId(exited.getNode()));
    if (exited.getPid() != 0 && node.pid != 0 && exited.getPid() != node.pid) {
      return; // an earlier process of this node
    }
    node.process = NodeView.Process.EXITED;
    node.exitCause = exited.getCause();
    view.gate = view.gate.without(node.id);
    node.believesNothing();
    view.elections.gaveUpAllBut(node.id, -1);
    view.forgetCounts();
  }

  private static void nodeLeft(ViewDraft view, Event event) {
    NodeId node = new NodeId(event.getNodeLeft().getNode());
    view.remove(node);
    view.upkeep = view.upkeep.without(node);
    view.forgetCounts();
  }

  private static void nodePaused(ViewDraft view, Event event) {
    NodeDraft node = view.node(new NodeId(event.getNodePaused().getNode()));
    if (node.process != NodeView.Process.EXITED) {
      node.process = NodeView.Process.PAUSED;
    }
    view.forgetCounts();
  }

  private static void nodeResumed(ViewDraft view, Event event) {
    NodeDraft node = view.node(new NodeId(event.getNodeResumed().getNode()));
    if (node.process == NodeView.Process.PAUSED) {
      node.process =
          node.quarantined.isEmpty() ? NodeView.Process.RUNNING : NodeView.Process.QUARANTINED;
    }
    view.forgetCounts();
  }

  private static void faultSet(ViewDraft view, Event event) {
    if (event.getFaultSet().hasHoldRule()) {
      view.gate = view.gate.withRule(event.getFaultSet().getHoldRule(), true);
    } else if (event.getFaultSet().hasNodeRule()) {
      view.nodeRule(event.getFaultSet().getNodeRule(), true);
    } else {
      view.rule(event.getFaultSet().getRule(), true);
    }
  }

  private static void faultCleared(ViewDraft view, Event event) {
    if (event.getFaultCleared().hasHoldRule()) {
      view.gate = view.gate.withRule(event.getFaultCleared().getHoldRule(), false);
    } else if (event.getFaultCleared().hasNodeRule()) {
      view.nodeRule(event.getFaultCleared().getNodeRule(), false);
    } else {
      view.rule(event.getFaultCleared().getRule(), false);
    }
  }

  /** The lab's own word of a version is that it has been given out. */
  private static void ordersGiven(ViewDraft view, Event event) {
    view.ordersVersion = Math.max(view.ordersVersion, event.getOrdersObeyed().getVersion());
  }

  /** Once broken it stays so until somebody begins to watch anew. */
  private static void judged(ViewDraft view, Event event) {
    InvariantJudged judged = event.getInvariantJudged();
    TreeMap<String, ClusterView.Watched> next = new TreeMap<>(view.invariants);
    ClusterView.Watched before = next.get(judged.getInvariant());
    if (!judged.getBroken() || before == null || !before.broken()) {
      long at = judged.getBroken() ? view.before().order() + 1 : 0;
      next.put(judged.getInvariant(), new ClusterView.Watched(at, judged.getSentence()));
    }
    view.invariants = Collections.unmodifiableSortedMap(next);
  }

  private static void count(ViewDraft view, int invoked, int ok, int failed, int unknown) {
    ClusterView.Operations o = view.operations;
    view.operations =
        new ClusterView.Operations(
            o.invoked() + invoked, o.ok() + ok, o.failed() + failed, o.unknown() + unknown);
  }
}
