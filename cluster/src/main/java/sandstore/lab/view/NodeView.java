package sandstore.lab.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.proto.Health;
import sandstore.proto.Role;
import sandstore.proto.TermRun;
import sandstore.wire.NodeId;

/**
 * One node: what the system says of its process, and what it said of itself last.
 *
 * @param incarnation counts its starts; 0 before the first
 * @param sequence of its last event that was folded, in this incarnation
 * @param lastNanos that event's time on the node's monotonic clock
 * @param exitCause why the process ended, in words; empty while it runs
 * @param terms runs of terms over the entries in its log
 * @param replicators the leader's picture of its followers; empty elsewhere
 * @param health how this node believes the others are
 * @param chunks on its disk, whole and named
 * @param stateHash of its namespace at {@code hashIndex}
 */
public record NodeView(
    NodeId id,
    String zone,
    Process process,
    String exitCause,
    long pid,
    int port,
    long incarnation,
    long sequence,
    long lastNanos,
    Role role,
    long term,
    Optional<NodeId> votedFor,
    Optional<NodeId> leader,
    long firstIndex,
    long lastIndex,
    List<TermRun> terms,
    long commitIndex,
    long appliedIndex,
    long hashIndex,
    long stateHash,
    long snapshotIndex,
    List<NodeId> voters,
    List<NodeId> learners,
    Map<NodeId, Replicator> replicators,
    Map<NodeId, Health> health,
    long files,
    long chunks,
    long chunkBytes,
    long corruptChunks,
    long ordersVersion,
    List<String> quarantined) {

  /** What the operating system says. */
  public enum Process {
    STARTING,
    RUNNING,
    PAUSED,
    EXITED,
    QUARANTINED
  }

  /** Where a leader is with one follower: {@code match} -1 = not known. */
  public record Replicator(long next, long match, String state) {}

  /** Leader, primary or single, in its own belief. */
  public boolean leads() {
    return ClusterView.leads(role);
  }

  public boolean alive() {
    return process == Process.RUNNING;
  }
}
