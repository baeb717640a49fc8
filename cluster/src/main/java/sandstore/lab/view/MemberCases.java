package sandstore.lab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Health;
import sandstore.proto.NodeJudged;
import sandstore.proto.NodeState;
import sandstore.wire.NodeId;

/** How nodes believe the others are, whether they obey and serve, and the stream's own events. */
final class MemberCases {
  private MemberCases() {}

  static void addTo(Map<KindCase, Fold.ByNode> cases) {
    cases.put(
        KindCase.PEER_SUSPECTED,
        (v, n, e) -> believes(v, n, e.getPeerSuspected().getPeer(), Health.SUSPECT));
    cases.put(
        KindCase.PEER_ALIVE, (v, n, e) -> believes(v, n, e.getPeerAlive().getPeer(), Health.ALIVE));
    cases.put(
        KindCase.PEER_DEAD, (v, n, e) -> believes(v, n, e.getPeerDead().getPeer(), Health.DEAD));
    cases.put(KindCase.NODE_JUDGED, (view, node, event) -> judged(node, event.getNodeJudged()));
    cases.put(KindCase.ORDERS_OBEYED, MemberCases::ordersObeyed);
    cases.put(KindCase.QUARANTINED, MemberCases::quarantined);
    cases.put(KindCase.NODE_STATE, MemberCases::nodeState);
    cases.put(KindCase.EVENTS_LOST, (view, node, event) -> node.believesNothing());
  }

  private static void believes(ViewDraft view, NodeDraft node, String peer, Health health) {
    Health before = node.health.put(new NodeId(peer), health);
    if (before != health && node.leads()) {
      view.forgetCounts();
    }
  }

  private static void judged(NodeDraft node, NodeJudged verdict) {
    List<String> names = new ArrayList<>();
    node.slow.stream()
        .map(NodeId::name)
        .filter(n -> !n.equals(verdict.getPeer()))
        .forEach(names::add);
    if (verdict.getSlow()) {
      names.add(verdict.getPeer());
    }
    node.slow = NodeDraft.names(names);
  }

  private static void ordersObeyed(ViewDraft view, NodeDraft node, Event event) {
    node.ordersVersion = event.getOrdersObeyed().getVersion();
    view.ordersVersion = Math.max(view.ordersVersion, node.ordersVersion);
  }

  private static void quarantined(ViewDraft view, NodeDraft node, Event event) {
    List<String> reasons = new ArrayList<>(node.quarantined);
    reasons.add(event.getQuarantined().getWhat() + ": " + event.getQuarantined().getReason());
    node.quarantined = List.copyOf(reasons);
    if (node.process != NodeView.Process.EXITED) {
      node.process = NodeView.Process.QUARANTINED;
    }
    view.forgetCounts();
  }

  private static void nodeState(ViewDraft view, NodeDraft node, Event event) {
    NodeState state = event.getNodeState();
    view.topology = state.getTopology().isEmpty() ? view.topology : state.getTopology();
    view.ordersVersion = Math.max(view.ordersVersion, state.getOrdersVersion());
    node.states(state);
    RepairCases.state(view, node, state);
    view.gate = view.gate.asTold(view.before().order() + 1, node.id, state.getHeldList());
  }
}
