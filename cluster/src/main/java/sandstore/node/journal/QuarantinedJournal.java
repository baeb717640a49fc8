package sandstore.node.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * The journal of a node that must not take part: it refuses everything, definitely, and says why.
 */
public final class QuarantinedJournal implements Journal {
  private final QuarantinedException reason;

  public QuarantinedJournal(QuarantinedException reason) {
    this.reason = reason;
  }

  @Override
  public void start() {}

  private DefiniteFailure refusal() {
    return new DefiniteFailure(
        Failure.Code.QUARANTINED,
        "this node is quarantined (" + reason.what() + "): " + reason.getMessage());
  }

  @Override
  public CompletableFuture<Outcome> propose(Operation operation) {
    return CompletableFuture.failedFuture(refusal());
  }

  @Override
  public CompletableFuture<Reading> readLinearizable() {
    return CompletableFuture.failedFuture(refusal());
  }

  @Override
  public Reading readLocal() {
    throw refusal();
  }

  @Override
  public @Nullable NodeId leader() {
    return null;
  }

  @Override
  public boolean leads() {
    return false;
  }

  @Override
  public void describe(NodeState.Builder state) {
    state.addQuarantined(reason.what() + ": " + reason.getMessage());
  }

  @Override
  public List<LogItem> entries(long first, int limit) {
    return List.of();
  }

  @Override
  public String elect() {
    return "it is quarantined";
  }

  @Override
  public void close() {}
}
