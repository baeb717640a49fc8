package sandstore.client;

import java.util.Optional;
import sandstore.proto.Consistency;
import sandstore.wire.NodeId;

/** How one operation under way is to be carried out: {@link Call} with its clock running. */
record Effort(Optional<NodeId> at, Deadline deadline, boolean stale, boolean hashed) {
  static Effort start(Call wish) {
    return new Effort(wish.at(), Deadline.after(wish.timeout()), wish.stale(), wish.hashed());
  }

  boolean oneNode() {
    return at.isPresent();
  }

  Consistency consistency() {
    return stale ? Consistency.STALE : Consistency.LINEARIZABLE;
  }
}
