package sandstore.lab.view;

import java.util.Map;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.wire.NodeId;

/** Messages that wait, wherever they do: in a node, or in the lab's own client. */
final class GateCases {
  private GateCases() {}

  static void addTo(Map<KindCase, Fold.ByNode> cases) {
    cases.put(KindCase.RPC_HELD, (view, node, event) -> held(view, event));
    cases.put(KindCase.RPC_RELEASED, (view, node, event) -> released(view, event));
  }

  static void addToLabs(Map<KindCase, Fold.ByLab> cases) {
    cases.put(KindCase.RPC_HELD, GateCases::held);
    cases.put(KindCase.RPC_RELEASED, GateCases::released);
  }

  private static void held(ViewDraft view, Event event) {
    NodeId holder = new NodeId(event.getNode());
    view.gate = view.gate.with(view.before().order() + 1, holder, event.getRpcHeld());
  }

  private static void released(ViewDraft view, Event event) {
    NodeId holder = new NodeId(event.getNode());
    view.gate = view.gate.without(holder, event.getRpcReleased().getMessage().getHeld());
  }
}
