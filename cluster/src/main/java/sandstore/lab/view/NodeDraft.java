package sandstore.lab.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.proto.Event;
import sandstore.proto.Health;
import sandstore.proto.NodeState;
import sandstore.proto.Role;
import sandstore.proto.TermRun;
import sandstore.wire.NodeId;

/** A {@link NodeView} while one event is being folded into it. Never leaves the fold. */
final class NodeDraft {
  final NodeId id;
  String zone = "";
  NodeView.Process process = NodeView.Process.STARTING;
  String exitCause = "";
  long pid;
  int port;
  long incarnation;
  long sequence;
  long lastNanos;
  boolean known;
  Role role = Role.ROLE_UNKNOWN;
  long term;
  Optional<NodeId> votedFor = Optional.empty();
  Optional<NodeId> leader = Optional.empty();
  long firstIndex = 1;
  long lastIndex;
  List<TermRun> terms = List.of();
  long commitIndex;
  long appliedIndex;
  long hashIndex;
  long stateHash;
  long snapshotIndex;
  List<NodeId> voters = List.of();
  List<NodeId> learners = List.of();
  SortedMap<NodeId, NodeView.Replicator> replicators = Collections.emptySortedMap();
  SortedMap<NodeId, Health> health = Collections.emptySortedMap();
  long files;
  long chunks;
  long chunkBytes;
  long corruptChunks;
  long ordersVersion;
  List<String> quarantined = List.of();
  long electionTimeoutMillis;
  List<NodeId> slow = List.of();

  NodeDraft(NodeId id) {
    this.id = id;
  }

  NodeDraft(NodeView from) {
    id = from.id();
    zone = from.zone();
    process = from.process();
    exitCause = from.exitCause();
    pid = from.pid();
    port = from.port();
    incarnation = from.incarnation();
    sequence = from.sequence();
    lastNanos = from.lastNanos();
    known = from.known();
    role = from.role();
    term = from.term();
    votedFor = from.votedFor();
    leader = from.leader();
    firstIndex = from.firstIndex();
    lastIndex = from.lastIndex();
    terms = from.terms();
    commitIndex = from.commitIndex();
    appliedIndex = from.appliedIndex();
    hashIndex = from.hashIndex();
    stateHash = from.stateHash();
    snapshotIndex = from.snapshotIndex();
    voters = from.voters();
    learners = from.learners();
    replicators = new TreeMap<>(from.replicators());
    health = new TreeMap<>(from.health());
    files = from.files();
    chunks = from.chunks();
    chunkBytes = from.chunkBytes();
    corruptChunks = from.corruptChunks();
    ordersVersion = from.ordersVersion();
    quarantined = from.quarantined();
    electionTimeoutMillis = from.electionTimeoutMillis();
    slow = from.slow();
  }

  NodeView view() {
    return new NodeView(
        id,
        zone,
        process,
        exitCause,
        pid,
        port,
        incarnation,
        sequence,
        lastNanos,
        known,
        role,
        term,
        votedFor,
        leader,
        firstIndex,
        lastIndex,
        List.copyOf(terms),
        commitIndex,
        appliedIndex,
        hashIndex,
        stateHash,
        snapshotIndex,
        voters,
        learners,
        Collections.unmodifiableSortedMap(replicators),
        Collections.unmodifiableSortedMap(health),
        files,
        chunks,
        chunkBytes,
        corruptChunks,
        ordersVersion,
        quarantined,
        electionTimeoutMillis,
        slow);
  }

  /**
   * Whether the event tells anything new: not of an earlier process, and not one that came before.
   * A state is new when it is of now or later; word of lost events always is.
   */
  boolean isNews(Event event) {
    if (event.getIncarnation() != incarnation) {
      return event.getIncarnation() > incarnation;
    }
    return switch (event.getKindCase()) {
      case NODE_STATE -> event.getNodeState().getUptoSequence() >= sequence;
      case EVENTS_LOST -> true;
      default -> event.getSequence() > sequence;
    };
  }

  /** Notes that the process has spoken, and forgets what an earlier process believed. */
  void hears(Event event) {
    if (event.getIncarnation() > incarnation) {
      begins(event.getIncarnation());
      process = NodeView.Process.RUNNING;
    } else if (process == NodeView.Process.STARTING) {
      process = NodeView.Process.RUNNING;
    }
    sequence = Math.max(sequence, event.getSequence());
    lastNanos = Math.max(lastNanos, event.getNanos());
  }

  /** A new process: it has said nothing so far; what is on its disk stays as last known. */
  void begins(long newIncarnation) {
    incarnation = newIncarnation;
    sequence = 0;
    lastNanos = 0;
    process = NodeView.Process.STARTING;
    exitCause = "";
    quarantined = List.of();
    ordersVersion = 0;
    believesNothing();
  }

  /** No process, or none that has spoken yet. */
  void believesNothing() {
    known = false;
    role = Role.ROLE_UNKNOWN;
    leader = Optional.empty();
    replicators = new TreeMap<>();
    health = new TreeMap<>();
    slow = List.of();
  }

  boolean leads() {
    return ClusterView.leads(role);
  }

  /**
   * A higher term is a new one: no vote cast in it yet, no leader known, nobody leads by an old.
   */
  void reaches(long newTerm) {
    if (newTerm <= term) {
      return;
    }
    term = newTerm;
    votedFor = Optional.empty();
    leader = Optional.empty();
    if (role == Role.LEADER || role == Role.CANDIDATE) {
      becomes(Role.FOLLOWER);
    }
  }

  void becomes(Role newRole) {
    role = newRole;
    if (!leads()) {
      replicators = new TreeMap<>();
    }
  }

  /** Replaces all that the node says of itself. */
  void states(NodeState s) {
    known = true;
    sequence = Math.max(sequence, s.getUptoSequence());
    zone = s.getZone().isEmpty() ? zone : s.getZone();
    role = s.getRole();
    term = s.getTerm();
    votedFor = name(s.getVotedFor());
    leader = name(s.getLeader());
    firstIndex = s.getFirstIndex();
    lastIndex = s.getLastIndex();
    terms = TermRuns.merged(s.getTermsList());
    commitIndex = s.getCommitIndex();
    appliedIndex = s.getAppliedIndex();
    hashIndex = s.getAppliedIndex();
    stateHash = s.getStateHash();
    snapshotIndex = s.getSnapshotIndex();
    voters = names(s.getVotersList());
    learners = names(s.getLearnersList());
    replicators = new TreeMap<>();
    s.getReplicatorsList()
        .forEach(
            r ->
                replicators.put(
                    new NodeId(r.getPeer()),
                    new NodeView.Replicator(r.getNext(), r.getMatch(), r.getState())));
    health = new TreeMap<>();
    s.getMembersList().forEach(m -> health.put(new NodeId(m.getNode()), m.getHealth()));
    files = s.getFiles();
    chunks = s.getChunks();
    chunkBytes = s.getChunkBytes();
    corruptChunks = s.getCorruptChunks();
    ordersVersion = s.getOrdersVersion();
    pid = s.getPid() == 0 ? pid : s.getPid();
    port = s.getPort();
    quarantined = List.copyOf(s.getQuarantinedList());
    electionTimeoutMillis = s.getElectionTimeoutMillis();
    slow = names(s.getSlowList());
    if (!quarantined.isEmpty() && process == NodeView.Process.RUNNING) {
      process = NodeView.Process.QUARANTINED;
    }
  }

  static Optional<NodeId> name(String told) {
    return told.isEmpty() ? Optional.empty() : Optional.of(new NodeId(told));
  }

  static List<NodeId> names(List<String> told) {
    List<NodeId> ids = new ArrayList<>(told.size());
    told.forEach(n -> ids.add(new NodeId(n)));
    Collections.sort(ids);
    return Collections.unmodifiableList(ids);
  }
}
