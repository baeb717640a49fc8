package sandstore.lab.view;

import java.util.List;
import sandstore.proto.GatePicture;
import sandstore.proto.HeldPicture;
import sandstore.wire.NodeId;

/** What waits, as a message, and back without loss. Pure. */
final class GatePictures {
  private GatePictures() {}

  static GatePicture of(Gate gate) {
    GatePicture.Builder picture = GatePicture.newBuilder().addAllRules(gate.rules());
    gate.held()
        .forEach(
            h ->
                picture.addHeld(
                    HeldPicture.newBuilder()
                        .setOrder(h.order())
                        .setHolder(h.holder().name())
                        .setMessage(h.message())));
    return picture.build();
  }

  static Gate gate(GatePicture picture) {
    return new Gate(
        List.copyOf(picture.getRulesList()),
        picture.getHeldList().stream()
            .map(h -> new Gate.Held(h.getOrder(), new NodeId(h.getHolder()), h.getMessage()))
            .toList());
  }
}
