package sandstore.node.journal;

import io.grpc.ServerServiceDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Namespace;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.wire.NodeId;

/**
 * An ordered, durable sequence of metadata operations and the namespace that it makes. Threads may
 * share it.
 */
public interface Journal extends AutoCloseable {
  /**
   * Recovers what is on disk and begins to take part.
   *
   * @throws QuarantinedException when what is on disk is damaged, missing, or behind its witness
   */
  void start() throws java.io.IOException;

  /** What became of one proposal. A failure that the state machine decided is a result, too. */
  record Outcome(OperationResult result, long index, long term) {}

  /**
   * Puts the operation in order. Completes once it is durable (as this topology means it) and
   * applied here; exceptionally with {@link sandstore.wire.DefiniteFailure} when it was refused
   * before it was proposed, with {@link sandstore.wire.UnknownOutcome} when nobody can say.
   */
  CompletableFuture<Outcome> propose(Operation operation);

  /**
   * Whether {@link #propose} and {@link #readLinearizable}, and whatever {@link #services} serve,
   * return at once, without waiting for a disk or a peer.
   */
  default boolean returnsAtOnce() {
    return false;
  }

  /**
   * A namespace as of some applied index.
   *
   * @param namespace immutable
   * @param ageMillis since this node last knew itself up to date; 0 for a linearizable read
   */
  record Reading(Namespace namespace, long appliedIndex, long ageMillis, boolean stale) {}

  /**
   * No older than anything acknowledged before this call. Fails like {@link #propose}, definitely.
   */
  CompletableFuture<Reading> readLinearizable();

  /** What this node has applied. */
  Reading readLocal();

  /** Who leads (or is primary), as far as this node knows. */
  @Nullable NodeId leader();

  /** Whether this node believes that it leads. */
  boolean leads();

  /**
   * Fills in role, term, vote, log, commit, applied, hash, voters, replicators: all that it owns.
   */
  void describe(NodeState.Builder state);

  /** Entries as they are in the log, committed or not; {@code first} 0 asks for the last ones. */
  List<LogItem> entries(long first, int limit);

  /**
   * Makes this node campaign at once.
   *
   * @return empty if it did, else why not
   */
  String elect();

  /**
   * Whether to obey whoever led before, as a learner may order. Where a term is part of each
   * message, nobody can be made to.
   */
  default void unfence(boolean obeysAnybody) {}

  /** The group whose votes decide; empty where nobody votes. */
  default Optional<VotingGroup> group() {
    return Optional.empty();
  }

  /** Adds to this node's heartbeats what its topology needs. */
  default void introduce(HeartbeatRequest.Builder heartbeat) {}

  /**
   * Calls that nodes of this topology make to each other, served beside the node's own services.
   */
  default List<ServerServiceDefinition> services() {
    return List.of();
  }

  @Override
  void close();
}
