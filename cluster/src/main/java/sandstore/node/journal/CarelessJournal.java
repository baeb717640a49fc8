package sandstore.node.journal;

import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.wire.NodeId;

/**
 * A journal that can be told to be less careful with clients, as one whose owner wanted it to be
 * fast or simple: to answer reads with what this node has applied, whoever leads by now; and to
 * have a retry applied again.
 *
 * <p>Whether a retry is looked up stands in the log, with the operation: all replicas apply it in
 * the same way, whichever orders they have. Threads may share it.
 */
public final class CarelessJournal implements Journal {
  private final Journal journal;
  private volatile boolean readsLocally;
  private volatile boolean forgetful;

  public CarelessJournal(Journal journal) {
    this.journal = journal;
  }

  /** From now on. */
  public void obey(boolean answersWithWhatItHas, boolean appliesRetriesAgain) {
    readsLocally = answersWithWhatItHas;
    forgetful = appliesRetriesAgain;
  }

  @Override
  public CompletableFuture<Outcome> propose(Operation operation) {
    return journal.propose(
        operation.getForgetful() == forgetful
            ? operation
            : operation.toBuilder().setForgetful(forgetful).build());
  }

  /** Careless, it says of what it has that it is the newest. */
  @Override
  public CompletableFuture<Reading> readLinearizable() {
    if (!readsLocally) {
      return journal.readLinearizable();
    }
    Reading local = journal.readLocal();
    return CompletableFuture.completedFuture(
        new Reading(local.namespace(), local.appliedIndex(), 0, false));
  }

  @Override
  public void start() throws IOException {
    journal.start();
  }

  @Override
  public boolean returnsAtOnce() {
    return journal.returnsAtOnce();
  }

  @Override
  public Reading readLocal() {
    return journal.readLocal();
  }

  @Override
  public @Nullable NodeId leader() {
    return journal.leader();
  }

  @Override
  public boolean leads() {
    return journal.leads();
  }

  @Override
  public void describe(NodeState.Builder state) {
    journal.describe(state);
  }

  @Override
  public List<LogItem> entries(long first, int limit) {
    return journal.entries(first, limit);
  }

  @Override
  public String elect() {
    return journal.elect();
  }

  @Override
  public void unfence(boolean obeysAnybody) {
    journal.unfence(obeysAnybody);
  }

  @Override
  public Optional<VotingGroup> group() {
    return journal.group();
  }

  @Override
  public void introduce(HeartbeatRequest.Builder heartbeat) {
    journal.introduce(heartbeat);
  }

  @Override
  public List<ServerServiceDefinition> services() {
    return journal.services();
  }

  @Override
  public void close() {
    journal.close();
  }
}
