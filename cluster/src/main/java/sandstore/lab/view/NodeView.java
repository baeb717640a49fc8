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
 * <p>After its process ended, {@code role}, {@code leader}, {@code replicators} and {@code health}
 * are empty (a dead process believes nothing); term, vote and log stay as last known, since they
 * are on its disk.
 *
 * @param zone failure domain; empty when the node told of none
 * @param exitCause why the process ended, in words; empty while it runs
 * @param pid of its present or last process; 0 before the first
 * @param incarnation counts its starts; 0 before the first
 * @param sequence of its last event that was folded, in this incarnation
 * @param lastNanos that event's time on the node's monotonic clock
 * @param known whether what follows is what it says now; false from its start, or from lost events,
 *     until its next {@code NodeState}
 * @param terms runs of terms over the entries in its log, ascending
 * @param firstIndex of its log; {@code lastIndex + 1} when that is empty
 * @param hashIndex applied index at which {@code stateHash} was taken
 * @param stateHash of its namespace at {@code hashIndex}
 * @param snapshotIndex last index inside its newest snapshot; 0 = none
 * @param replicators the leader's picture of its followers; empty elsewhere
 * @param health how this node believes the others are
 * @param files in its applied namespace
 * @param chunks on its disk, whole and named
 * @param ordersVersion the newest orders that it obeys
 * @param quarantined why it refuses to serve; empty when it does serve
 * @param electionTimeoutMillis how long it bears silence; 0 = not known
 * @param slow nodes that it keeps out of its plans, since clients wait too long for them
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
    boolean known,
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
    List<String> quarantined,
    long electionTimeoutMillis,
    List<NodeId> slow) {

  /** What the operating system says. */
  public enum Process {
    STARTING,
    RUNNING,
    PAUSED,
    EXITED,
    QUARANTINED
  }

  /** Where a leader is with one follower: {@code match} -1 = not known. */
  public record Replicator(long next, long match, String state) {
    /** State of a backup for which its primary waits. */
    public static final String IN_SYNC = "InSync";
  }

  /** A node of which nothing is known but its name. */
  static NodeView unheard(NodeId id) {
    return new NodeDraft(id).view();
  }

  /** Leader, primary or single, in its own belief. */
  public boolean leads() {
    return ClusterView.leads(role);
  }

  public boolean alive() {
    return process == Process.RUNNING;
  }
}
