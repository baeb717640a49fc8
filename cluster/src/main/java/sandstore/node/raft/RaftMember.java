package sandstore.node.raft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.NodePeek;
import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.rpc.RpcRequests;
import com.alipay.sofa.jraft.storage.LogManager;
import com.alipay.sofa.jraft.util.Utils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.metadata.MemberTable;
import sandstore.proto.Failure;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * A peer while it takes part: JRaft's node, its files, and what is looked up in them. {@link #tick}
 * looks at what JRaft does not tell of itself.
 */
final class RaftMember {
  private static final Logger LOG = LoggerFactory.getLogger(RaftMember.class);
  private static final long NOT_FOLLOWING_MILLIS = 250;
  private static final long PREPARE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SNAPSHOT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Executor A_MOMENT_LATER =
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);

  private final NodeId id;
  private final PeerId self;
  private final Node node;
  private final NodePeek peek;
  private final RaftFiles files;
  private final NamespaceMachine machine;
  private final Roles roles;
  private final Replications replications;
  private final Progress progress;
  private final SnapshotPolicy policy;
  private final AtomicBoolean savingSnapshot = new AtomicBoolean();
  private volatile boolean left;
  private long snapshotTriedAt = System.nanoTime() - SNAPSHOT_PAUSE_NANOS; // ticks only
  private boolean oddTick; // ticks only
  private boolean prepared; // ticks only
  private final long startedAt = System.nanoTime();
  private final ElectionClock clock;
  private volatile long grantedAt; // a pre-vote, the newest

  RaftMember(
      PeerId self,
      Node node,
      RaftFiles files,
      NamespaceMachine machine,
      Roles roles,
      Replications replications,
      Progress progress,
      SnapshotPolicy policy,
      Duration electionTimeout) {
    this.self = self;
    this.id = Peers.node(self.getEndpoint());
    this.node = node;
    this.peek = new NodePeek(node);
    this.files = files;
    this.machine = machine;
    this.roles = roles;
    this.replications = replications;
    this.progress = progress;
    this.policy = policy;
    this.clock =
        new ElectionClock(
            electionTimeout, () -> ThreadLocalRandom.current().nextDouble(), Utils.monotonicMs());
    peek.putOffElections();
  }

  Node node() {
    return node;
  }

  /**
   * Reports what moved. Every 50 ms, on one thread; must not throw, or it is never called again.
   */
  void tick() {
    try {
      long applied = node.getLastAppliedLogIndex();
      NamespaceMachine.State state = machine.state();
      progress.at(
          node.getLastCommittedIndex(), Math.max(applied, state.index()), state.namespace());
      oddTick = !oddTick;
      if (oddTick) {
        NodePeek.View view = peek.view();
        roles.compare(view);
        prepareForElections();
        replications.report(replications.of(peek.replications(), view.term()));
        snapshotIfDue(applied);
      }
    } catch (RuntimeException e) {
      if (!left) {
        LOG.warn("could not look at the raft node", e);
      }
    }
  }

  /**
   * JRaft looks into the first answer that it gets, and for that reads the descriptors of all its
   * messages: 40 ms, which would come between a pre-vote and its election, when nobody leads. So it
   * is done on a quiet day.
   */
  private void prepareForElections() {
    if (!prepared && System.nanoTime() - startedAt > PREPARE_AFTER_NANOS) {
      prepared = true;
      var unused = RpcRequests.getDescriptor();
    }
  }

  /** Stands for election when the leader has been silent for too long; from now until the end. */
  void watchLeader(ScheduledExecutorService timer) {
    long next = NOT_FOLLOWING_MILLIS;
    try {
      if (peek.follows()) {
        standIfDue();
        next = Math.max(1, clock.dueMillis() - Utils.monotonicMs());
      }
    } catch (RuntimeException e) {
      if (!left) {
        LOG.warn("could not stand for election", e);
      }
    }
    if (!left && !timer.isShutdown()) {
      var unused =
          timer.schedule(
              () -> watchLeader(timer),
              Math.min(next, NOT_FOLLOWING_MILLIS),
              TimeUnit.MILLISECONDS);
    }
  }

  /** Another node may stand for election with this one's consent, and should be left to. */
  void preVoteGranted() {
    grantedAt = Utils.monotonicMs();
  }

  private void standIfDue() {
    clock.yieldsTo(grantedAt);
    if (clock.rings(Utils.monotonicMs(), peek.heardMillis(), node.getLeaderId() != null)
        && peek.view().configuration().getPeers().contains(self)) {
      peek.electionTimeout();
    }
  }

  private void snapshotIfDue(long applied) {
    SnapshotFile newest = files.snapshots().newest();
    long entries = applied - (newest == null ? 0 : newest.index());
    long now = System.nanoTime();
    if (policy.due(
            entries,
            files.logStorage().bytesSinceSnapshot(),
            machine.state().namespace().files(),
            newest == null ? 0 : newest.bytes())
        && now - snapshotTriedAt >= SNAPSHOT_PAUSE_NANOS) {
      snapshotTriedAt = now;
      var unused = snapshot();
    }
  }

  /** See {@link RaftJournal#snapshot}. */
  CompletableFuture<Long> snapshot() {
    CompletableFuture<Long> done = new CompletableFuture<>();
    if (!savingSnapshot.compareAndSet(false, true)) {
      done.completeExceptionally(
          new DefiniteFailure(Failure.Code.BAD_REQUEST, "a snapshot is being saved already"));
      return done;
    }
    saveUpTo(machine.state().index(), done);
    return done;
  }

  /**
   * JRaft counts an entry as applied only a moment after its proposer was answered, and saves
   * nothing if its newest snapshot holds all that it has counted.
   */
  private void saveUpTo(long atLeast, CompletableFuture<Long> done) {
    node.snapshot(
        status -> {
          long index = files.snapshots().index();
          if (status.isOk() && index < atLeast) {
            A_MOMENT_LATER.execute(() -> saveUpTo(atLeast, done));
            return;
          }
          savingSnapshot.set(false);
          if (status.isOk()) {
            done.complete(index);
          } else {
            done.completeExceptionally(
                new DefiniteFailure(Failure.Code.INTERNAL, "no snapshot: " + status.getErrorMsg()));
          }
        });
  }

  void snapshotSaved() {
    files.logStorage().snapshotTaken();
  }

  void describe(NodeState.Builder to) {
    NodePeek.View view = peek.view();
    long applied = node.getLastAppliedLogIndex();
    NamespaceMachine.State state = machine.state();
    applied = Math.max(applied, state.index());
    long committed = Math.max(node.getLastCommittedIndex(), applied);
    progress.described(committed, state.index(), state.namespace());
    to.setRole(Roles.role(view, id))
        .setTerm(view.term())
        .setVotedFor(Peers.name(view.voted()))
        .setLeader(Peers.name(view.leader()))
        .setFirstIndex(files.log().firstIndex())
        .setLastIndex(files.log().lastIndex())
        .addAllTerms(files.log().terms())
        .setCommitIndex(committed)
        .setAppliedIndex(applied)
        .setStateHash(state.namespace().stateHash())
        .setSnapshotIndex(files.snapshots().index())
        .addAllVoters(Peers.names(view.configuration().getPeers()))
        .addAllLearners(Peers.names(view.configuration().getLearners()))
        .addAllReplicators(replications.of(peek.replications(), view.term()))
        .setFiles(state.namespace().files())
        .setFileChunks(state.namespace().chunks());
  }

  Configuration configuration() {
    return peek.view().configuration();
  }

  /** The table of members after all that is in the log, committed or not. */
  MemberTable membersInLog() {
    NamespaceMachine.State state = machine.state();
    MemberTable table = state.namespace().members();
    LogManager log = peek.log();
    for (long index = state.index() + 1; index <= log.getLastLogIndex(); index++) {
      LogEntry entry = log.getEntry(index);
      if (entry != null && entry.getType() == EntryType.ENTRY_TYPE_DATA) {
        table = table.after(LogItems.of(entry).getOperation(), index);
      }
    }
    return table;
  }

  /** What a leader knows to be committed and on a peer's disk; 0 when it knows nothing. */
  long durableOn(PeerId peer) {
    long committed = node.getLastCommittedIndex();
    return replications.of(peek.replications(), peek.view().term()).stream()
        .filter(r -> node.isLeader(false) && r.getPeer().equals(Peers.name(peer)))
        .mapToLong(r -> Math.min(r.getMatch(), committed))
        .max()
        .orElse(0);
  }

  List<LogItem> entries(long first, int limit) {
    LogManager log = peek.log();
    long last = log.getLastLogIndex();
    long from = Math.max(first > 0 ? first : last - limit + 1, log.getFirstLogIndex());
    List<LogItem> items = new ArrayList<>();
    for (long index = from; index <= last && items.size() < limit; index++) {
      LogEntry entry = log.getEntry(index);
      if (entry == null) {
        break; // truncated meanwhile
      }
      items.add(LogItems.of(entry));
    }
    return items;
  }

  /** See {@link sandstore.node.journal.Journal#elect}. */
  String elect() {
    if (!peek.view().configuration().getPeers().contains(self)) {
      return id + " has no vote and cannot lead";
    }
    if (node.isLeader(false)) {
      return id + " leads already";
    }
    roles.forceNext();
    return peek.elect() ? "" : id + " cannot stand for election now";
  }

  /** Waits until JRaft has let go of all files. */
  void leave() {
    left = true;
    node.shutdown();
    try {
      node.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
