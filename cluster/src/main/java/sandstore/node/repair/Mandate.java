package sandstore.node.repair;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.proto.Role;
import sandstore.wire.DefiniteFailure;

/** What a leader may do, and in which term. */
final class Mandate {
  private Mandate() {}

  /** The point of the orders that it may give now; null when it does not lead. */
  static Fence.@Nullable Point of(Journal journal) {
    NodeState.Builder state = NodeState.newBuilder();
    journal.describe(state);
    Role role = state.getRole();
    boolean leads = role == Role.LEADER || role == Role.PRIMARY || role == Role.SINGLE;
    return leads && journal.leads()
        ? new Fence.Point(state.getTerm(), state.getAppliedIndex())
        : null;
  }

  /**
   * Has the log take an operation that may be applied twice.
   *
   * @return exceptionally with what the namespace refused, or what {@link Journal#propose} says
   */
  static CompletableFuture<Journal.Outcome> propose(Journal journal, Operation.Builder operation) {
    return journal
        .propose(operation.setAtMillis(System.currentTimeMillis()).build())
        .thenApply(
            outcome -> {
              OperationResult result = outcome.result();
              if (result.hasFailure()) {
                throw new DefiniteFailure(result.getFailure());
              }
              return outcome;
            });
  }

  static sandstore.proto.Fence fence(Fence.Point order) {
    return sandstore.proto.Fence.newBuilder().setTerm(order.term()).setIndex(order.index()).build();
  }
}
