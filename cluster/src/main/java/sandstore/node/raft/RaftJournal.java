package sandstore.node.raft;

import com.alipay.sofa.jraft.JRaftServiceFactory;
import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.NodeManager;
import com.alipay.sofa.jraft.RaftServiceFactory;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.NodePeek;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.storage.LogManager;
import com.google.protobuf.Message;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.disk.Disk;
import sandstore.node.journal.Journal;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.RecordLog;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.ReplicatorMoved;
import sandstore.proto.SnapshotSaved;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/** The journal of topology {@code raft}: this node as a member of a SOFAJRaft group. */
public final class RaftJournal implements Journal {
  /** Below the node's folder. In it: {@code log/}, {@code meta}, {@code snapshots/}. */
  public static final String FOLDER = "raft";

  /** An operation must fit a message between peers, with room for what surrounds it. */
  static final int MOST_OPERATION_BYTES = 3 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RaftJournal.class);
  private static final int LONGEST_RPC_MILLIS = 3_000;
  private static final int TICK_MILLIS = 50;
  private static final long SNAPSHOT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * When a node makes a snapshot by itself.
   *
   * @param entries applied since the last one
   * @param bytes of log since the last one
   */
  record SnapshotPolicy(long entries, long bytes) {
    static final SnapshotPolicy DEFAULT = new SnapshotPolicy(20_000, 32 << 20);
  }

  private final NodeSettings settings;
  private final Disk disk;
  private final Reporter reporter;
  private final SnapshotPolicy policy;
  private final PeerId self;
  private final FailStop failStop;
  private final Roles roles;
  private final Replications replications;
  private final Progress progress;
  private final NamespaceMachine machine;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final RaftWires wires;
  private final ServerServiceDefinition service;
  private final AtomicBoolean savingSnapshot = new AtomicBoolean();
  private long snapshotTriedAt = System.nanoTime() - SNAPSHOT_PAUSE_NANOS;
  private volatile @Nullable Running running;

  /** What there is while the node takes part. */
  private record Running(
      Node node,
      NodePeek peek,
      RecordLog log,
      RaftLogStorage logStorage,
      Snapshots snapshots,
      Reads reads) {}

  /**
   * @param channels to the peers; whoever owns them closes them after this
   * @param effects is told what each applied operation did, in order, on one thread; must not block
   *     or throw
   * @param fatal ends the process; called at most once, after the reason was reported
   */
  public RaftJournal(
      NodeSettings settings,
      Disk disk,
      Reporter reporter,
      Channels channels,
      Consumer<Namespace.Effect> effects,
      Runnable fatal) {
    this(settings, disk, reporter, channels, effects, fatal, SnapshotPolicy.DEFAULT);
  }

  RaftJournal(
      NodeSettings settings,
      Disk disk,
      Reporter reporter,
      Channels channels,
      Consumer<Namespace.Effect> effects,
      Runnable fatal,
      SnapshotPolicy policy) {
    this.settings = settings;
    this.disk = disk;
    this.reporter = reporter;
    this.policy = policy;
    this.self = Peers.of(settings.node());
    this.failStop = new FailStop(reporter, fatal);
    this.roles = new Roles(settings.node(), reporter);
    this.replications = new Replications(reporter);
    this.progress = new Progress(reporter);
    this.executor =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("raft"));
    this.timer = Executors.newSingleThreadScheduledExecutor(daemons("raft-watch"));
    this.machine = new NamespaceMachine(reporter, effects, roles, progress, failStop, executor);
    Ear ear = new Ear();
    long patience = Math.min(settings.electionTimeout().toMillis(), LONGEST_RPC_MILLIS);
    this.wires = new RaftWires(channels, executor, ear, (int) patience);
    this.service = new PeerService(executor, ear).definition();
  }

  private static ThreadFactory daemons(String name) {
    return run -> {
      Thread t = new Thread(run, name);
      t.setDaemon(true);
      return t;
    };
  }

  /** What peers call: to be added to the node's server before {@link #start}. */
  public List<ServerServiceDefinition> services() {
    return List.of(service);
  }

  private final class Ear implements RaftWires.Ear {
    @Override
    public void sending(NodeId to, Message request) {
      if (request instanceof RequestVoteRequest vote && vote.getPreVote()) {
        roles.preVoteSent(to, vote.getTerm());
      } else if (request instanceof AppendEntriesRequest append) {
        roles.leads(append.getTerm());
      }
    }

    @Override
    public void answered(NodeId by, Message request, Message reply) {
      if (request instanceof AppendEntriesRequest append
          && reply instanceof AppendEntriesResponse answer) {
        replications.answered(by, append, answer);
      }
    }

    @Override
    public void heard(NodeId from, Message request) {
      if (request instanceof AppendEntriesRequest append) {
        roles.heardLeader(from, append.getTerm());
      }
    }
  }

  @Override
  public void start() throws IOException {
    Path folder = settings.folder().resolve(FOLDER);
    Path logFolder = folder.resolve("log");
    Path metaFile = folder.resolve("meta");
    disk.makeFolders(folder);
    if (disk.exists(metaFile) && !disk.exists(logFolder)) {
      throw new QuarantinedException("log", "the log is missing, but there are term and vote");
    }
    RecordLog log = RecordLog.open(disk, logFolder);
    try {
      Snapshots snapshots =
          Snapshots.open(
              disk, folder.resolve("snapshots"), executor, self.toString(), this::snapshotSaved);
      checkReach(log, snapshots);
      SnapshotFile newest = snapshots.newest();
      long termSeen = Math.max(log.term(log.lastIndex()), newest == null ? 0 : newest.term());
      RaftMeta meta = RaftMeta.open(disk, metaFile, log, termSeen, self, reporter, roles, failStop);
      RaftLogStorage logStorage = new RaftLogStorage(log, logFolder, reporter, failStop);
      running = join(log, logStorage, meta, snapshots);
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
    var unused = timer.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A log whose beginning is gone needs the snapshot that took its place. */
  private static void checkReach(RecordLog log, Snapshots snapshots) {
    if (log.firstIndex() - 1 > snapshots.index()) {
      throw new QuarantinedException(
          "snapshot",
          "the log begins at %d, and the newest snapshot %s"
              .formatted(
                  log.firstIndex(),
                  snapshots.index() == 0 ? "is missing" : "ends at " + snapshots.index()));
    }
  }

  private Running join(RecordLog log, RaftLogStorage logStorage, RaftMeta meta, Snapshots snapshots)
      throws IOException {
    RaftNodeOptions options = RaftNodeOptions.of(settings, wires);
    options.setFsm(machine);
    options.setServiceFactory((JRaftServiceFactory) new Storages(logStorage, meta, snapshots));
    NodeManager.getInstance().addAddress(self.getEndpoint());
    Node node = RaftServiceFactory.createRaftNode(settings.cluster(), self);
    boolean joined = false;
    try {
      joined = node.init(options);
    } finally {
      if (!joined) {
        NodeManager.getInstance().removeAddress(self.getEndpoint());
      }
    }
    if (!joined) {
      throw new IOException("raft did not start; the node's log file says why");
    }
    long patience = 2L * wires.longestMillis();
    Reads reads = new Reads(node, timer, executor, patience, this::readingOf);
    return new Running(node, new NodePeek(node), log, logStorage, snapshots, reads);
  }

  private Running running() {
    Running r = running;
    if (r == null) {
      throw new DefiniteFailure(Failure.Code.NO_LEADER, "this node does not take part (yet)");
    }
    return r;
  }

  /** Looks at what JRaft does not tell of itself. */
  private void tick() {
    Running r = running;
    if (r == null || failStop.happened()) {
      return;
    }
    try {
      long applied = r.node().getLastAppliedLogIndex();
      NamespaceMachine.State state = machine.state();
      progress.at(
          r.node().getLastCommittedIndex(),
          Math.max(applied, state.index()),
          state.namespace().stateHash());
      NodePeek.View view = r.peek().view();
      roles.compare(view);
      replications.report(replications.of(r.peek().replications(), view.term()));
      snapshotIfDue(r, applied);
    } catch (RuntimeException e) {
      if (running == r) { // not while it stops
        LOG.warn("could not look at the raft node", e);
      }
    }
  }

  private void snapshotIfDue(Running r, long applied) {
    boolean due =
        applied - r.snapshots().index() >= policy.entries()
            || r.logStorage().bytesSinceSnapshot() >= policy.bytes();
    long now = System.nanoTime();
    if (due && now - snapshotTriedAt >= SNAPSHOT_PAUSE_NANOS) {
      snapshotTriedAt = now;
      var unused = snapshot();
    }
  }

  /**
   * Saves a snapshot now. The log keeps the entries since the one before it, for followers that are
   * a little behind.
   *
   * @return its index, once it is durable; exceptionally with a DefiniteFailure if none was made
   */
  public CompletableFuture<Long> snapshot() {
    Running r = running();
    CompletableFuture<Long> done = new CompletableFuture<>();
    if (!savingSnapshot.compareAndSet(false, true)) {
      done.completeExceptionally(
          new DefiniteFailure(Failure.Code.BAD_REQUEST, "a snapshot is being saved already"));
      return done;
    }
    r.node()
        .snapshot(
            status -> {
              savingSnapshot.set(false);
              if (status.isOk()) {
                done.complete(r.snapshots().index());
              } else {
                done.completeExceptionally(
                    new DefiniteFailure(
                        Failure.Code.INTERNAL, "no snapshot: " + status.getErrorMsg()));
              }
            });
    return done;
  }

  private void snapshotSaved(SnapshotFile file, long stateHash) {
    Running r = running;
    if (r != null) {
      r.logStorage().snapshotTaken();
    }
    reporter.report(
        Event.newBuilder()
            .setSnapshotSaved(
                SnapshotSaved.newBuilder()
                    .setIndex(file.index())
                    .setTerm(file.term())
                    .setBytes(file.bytes())
                    .setStateHash(stateHash)));
  }

  @Override
  public CompletableFuture<Outcome> propose(Operation operation) {
    Proposal proposal = new Proposal(executor);
    Running r = running;
    byte[] bytes = operation.toByteArray();
    DefiniteFailure refusal = r == null ? noLeader() : refusal(r, bytes.length);
    if (r == null || refusal != null) {
      return CompletableFuture.failedFuture(Objects.requireNonNull(refusal));
    }
    Task task = new Task(ByteBuffer.wrap(bytes), proposal);
    try {
      r.node().apply(task);
    } catch (IllegalStateException e) {
      proposal.failed(new DefiniteFailure(Failure.Code.NO_LEADER, "this node is stopping", e));
    }
    return proposal.future();
  }

  private @Nullable DefiniteFailure refusal(Running r, int bytes) {
    if (bytes > MOST_OPERATION_BYTES) {
      return new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "an operation of %d bytes is too long; the most is %d"
              .formatted(bytes, MOST_OPERATION_BYTES));
    }
    if (r.node().isLeader(false)) {
      return null;
    }
    NodeId leader = leader();
    if (leader == null || leader.equals(settings.node())) {
      return noLeader();
    }
    return new DefiniteFailure(
        Failure.newBuilder()
            .setCode(Failure.Code.NOT_LEADER)
            .setMessage("ask " + leader + ", which leads")
            .setLeader(leader.name())
            .build());
  }

  private static DefiniteFailure noLeader() {
    return new DefiniteFailure(Failure.Code.NO_LEADER, "this node knows of no leader");
  }

  @Override
  public CompletableFuture<Reading> readLinearizable() {
    Running r = running;
    return r == null ? CompletableFuture.failedFuture(noLeader()) : r.reads().begin();
  }

  private Reading readingOf(long index) {
    NamespaceMachine.State state = machine.state();
    return new Reading(state.namespace(), Math.max(index, state.index()), 0, false);
  }

  @Override
  public Reading readLocal() {
    Running r = running;
    long applied = r == null ? 0 : r.node().getLastAppliedLogIndex();
    NamespaceMachine.State state = machine.state();
    return new Reading(
        state.namespace(), Math.max(applied, state.index()), roles.silentMillis(), true);
  }

  @Override
  public @Nullable NodeId leader() {
    Running r = running;
    PeerId leader = r == null ? null : r.node().getLeaderId();
    return leader == null ? null : Peers.node(leader);
  }

  @Override
  public boolean leads() {
    Running r = running;
    return r != null && r.node().isLeader(false);
  }

  @Override
  public void describe(NodeState.Builder to) {
    Running r = running;
    to.setElectionTimeoutMillis(settings.electionTimeout().toMillis());
    if (r == null) {
      return;
    }
    NodePeek.View view = r.peek().view();
    List<ReplicatorMoved> peers = replications.of(r.peek().replications(), view.term());
    long committed = r.node().getLastCommittedIndex();
    long applied = r.node().getLastAppliedLogIndex();
    NamespaceMachine.State state = machine.state();
    applied = Math.max(applied, state.index());
    to.setRole(Roles.role(view, settings.node()))
        .setTerm(view.term())
        .setVotedFor(Peers.name(view.voted()))
        .setLeader(Peers.name(view.leader()))
        .setFirstIndex(r.log().firstIndex())
        .setLastIndex(r.log().lastIndex())
        .addAllTerms(r.log().terms())
        .setCommitIndex(Math.max(committed, applied))
        .setAppliedIndex(applied)
        .setStateHash(state.namespace().stateHash())
        .setSnapshotIndex(r.snapshots().index())
        .addAllVoters(Peers.names(view.configuration().getPeers()))
        .addAllLearners(Peers.names(view.configuration().getLearners()))
        .addAllReplicators(peers)
        .setFiles(state.namespace().files())
        .setFileChunks(state.namespace().chunks());
  }

  @Override
  public List<LogItem> entries(long first, int limit) {
    Running r = running;
    if (r == null || limit <= 0) {
      return List.of();
    }
    LogManager log = r.peek().log();
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

  @Override
  public String elect() {
    Running r = running();
    if (!r.peek().view().configuration().getPeers().contains(self)) {
      return settings.node() + " has no vote and cannot lead";
    }
    roles.forceNext();
    return r.peek().elect()
        ? ""
        : settings.node() + (leads() ? " leads already" : " cannot stand for election now");
  }

  /**
   * Hands leadership to a peer, once it has all entries.
   *
   * @return empty if that was begun, else why not
   */
  public String transfer(NodeId to) {
    Status status = running().node().transferLeadershipTo(Peers.of(to));
    return status.isOk() ? "" : String.valueOf(status.getErrorMsg());
  }

  @Override
  public void close() {
    Running r = running;
    running = null;
    failStop.retire();
    timer.shutdownNow();
    if (r != null) {
      r.node().shutdown();
      try {
        r.node().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      NodeManager.getInstance().removeAddress(self.getEndpoint());
    }
    // The executor is left to its end: its threads go when idle, and late answers find it open.
  }
}
