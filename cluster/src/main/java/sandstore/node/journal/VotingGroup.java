package sandstore.node.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Claim;
import sandstore.proto.ConfigureRequest;
import sandstore.wire.NodeId;

/**
 * Who votes on a journal's entries, and how that changes. Peers are written {@code node2:1}: a
 * node's name and its generation. Threads may share it.
 */
public interface VotingGroup {
  /** As this node knows it, committed or not. */
  record Votes(List<String> voters, List<String> learners) {}

  Votes votes();

  /**
   * Changes the configuration by one peer; completes when that is committed. What is so already
   * succeeds. Fails with {@link sandstore.wire.DefiniteFailure} when nothing was begun (or the peer
   * did not catch up), with {@link sandstore.wire.UnknownOutcome} when nobody can say.
   */
  CompletableFuture<Void> configure(ConfigureRequest.Step step, NodeId node, long generation);

  /**
   * Hands leadership to a peer, once it has all entries; returns when that was begun.
   *
   * @throws sandstore.wire.DefiniteFailure {@code NOT_LEADER} if this node cannot do it now, such
   *     as a leader whose configuration is not committed yet; {@code BAD_REQUEST} if the peer
   *     cannot lead
   */
  void transfer(NodeId to);

  /** Saves a snapshot now; its index, once it is durable. Fails definitely. */
  CompletableFuture<Long> snapshot();

  /**
   * Why a process that is about to start must not take part, by all that this node has in its log,
   * committed or not (rule 19).
   *
   * @return null when this node knows nothing against it
   */
  @Nullable String objection(NodeId node, Claim claim);

  /** Others know that this process has forgotten something: the node ends, loudly. */
  void quit(String reason);
}
