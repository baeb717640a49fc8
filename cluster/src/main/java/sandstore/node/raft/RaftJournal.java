package sandstore.node.raft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.NodeManager;
import com.alipay.sofa.jraft.RaftServiceFactory;
import com.alipay.sofa.jraft.entity.PeerId;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.journal.Journal;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.VotingGroup;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Claim;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
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

  private static final byte[] NO_CONTEXT = {};
  private static final int LONGEST_RPC_MILLIS = 3_000;
  private static final int TICK_MILLIS = 50;
  private static final int IDLE_THREAD_SECONDS = 5;

  private final NodeSettings settings;
  private final Disk disk;
  private final Channels channels;
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
  private final Gathering<Proposal> gathering;
  private final RaftWires wires;
  private final ServerServiceDefinition service;
  private final long incarnation;
  private final long process = ThreadLocalRandom.current().nextLong();
  private volatile Claim claim = Claim.getDefaultInstance();
  private volatile @Nullable RaftFiles opened;
  private volatile @Nullable RaftMember member;

  /** Also after it has left: a node that ends still has its term and its log. */
  private volatile @Nullable RaftMember described;

  private volatile @Nullable Reads reads;

  /**
   * @param channels to the peers; whoever owns them closes them after this
   * @param effects is told what each applied operation did, in order, on one thread; must not block
   *     or throw. When a log is replayed at a start, it is told again
   * @param fatal ends the process; called at most once, after the reason was reported
   * @param incarnation counts the starts on this folder
   */
  public RaftJournal(
      NodeSettings settings,
      Disk disk,
      Reporter reporter,
      Channels channels,
      Consumer<Namespace.Effect> effects,
      Runnable fatal,
      long incarnation) {
    this(settings, disk, reporter, channels, effects, fatal, SnapshotPolicy.DEFAULT, incarnation);
  }

  RaftJournal(
      NodeSettings settings,
      Disk disk,
      Reporter reporter,
      Channels channels,
      Consumer<Namespace.Effect> effects,
      Runnable fatal,
      SnapshotPolicy policy,
      long incarnation) {
    this.settings = settings;
    this.disk = disk;
    this.reporter = reporter;
    this.policy = policy;
    this.self = Peers.of(settings.node(), settings.generation());
    this.incarnation = incarnation;
    this.channels = channels;
    this.failStop = new FailStop(reporter, fatal);
    this.roles = new Roles(settings.node(), reporter);
    this.replications = new Replications(reporter);
    this.progress = new Progress(reporter);
    this.executor =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("raft"));
    this.timer = Executors.newSingleThreadScheduledExecutor(daemons("raft-watch"));
    this.gathering = new Gathering<>(timer, this::log);
    this.machine = new NamespaceMachine(reporter, effects, roles, progress, failStop, executor);
    RaftWires.Ear ear =
        new PeerEar(
            roles,
            replications,
            () -> Optional.ofNullable(member).ifPresent(RaftMember::preVoteGranted));
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

  @Override
  public void start() throws IOException {
    RaftFiles files =
        RaftFiles.open(
            disk,
            settings.folder().resolve(FOLDER),
            new RaftFiles.Company(self, reporter, roles, this::saved, failStop, executor));
    opened = files;
    vouched(files);
    Node node = RaftServiceFactory.createRaftNode(settings.cluster(), self);
    RaftNodeOptions options = RaftNodeOptions.of(settings, wires);
    options.setFsm(machine);
    options.setServiceFactory(new Storages(files.logStorage(), files.meta(), files.snapshots()));
    NodeManager.getInstance().addAddress(self.getEndpoint());
    boolean joined = false;
    try {
      joined = node.init(options);
    } finally {
      if (!joined) {
        NodeManager.getInstance().removeAddress(self.getEndpoint());
        files.log().close();
      }
    }
    if (!joined) {
      throw new IOException("raft did not start; the node's log file says why");
    }
    RaftMember made =
        new RaftMember(
            self,
            node,
            files,
            machine,
            roles,
            replications,
            progress,
            policy,
            settings.electionTimeout());
    reads =
        new Reads(
            answer -> node.readIndex(NO_CONTEXT, answer),
            () -> node.getLeaderId() != null,
            timer,
            executor,
            2L * wires.longestMillis(),
            this::readingOf);
    described = made;
    member = made;
    var ticking = timer.scheduleWithFixedDelay(made::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    timer.execute(() -> made.watchLeader(timer));
  }

  /** Asks the others, unless this life has just begun and there is nothing to forget. */
  private void vouched(RaftFiles files) {
    claim =
        Claim.newBuilder()
            .setGeneration(settings.generation())
            .setIncarnation(incarnation)
            .setProcess(process)
            .setLastIndex(Math.max(files.log().lastIndex(), files.snapshots().index()))
            .setMetaVersion(files.meta().version())
            .build();
    if (settings.fresh()) {
      return;
    }
    String objection =
        Vouching.ask(channels, settings.node(), settings.others(), claim, settings.silence());
    if (objection != null) {
      files.meta().shutdown();
      files.logStorage().shutdown();
      throw new QuarantinedException("peer", objection);
    }
  }

  /** What this process began with, and the version that its term and vote have now. */
  @Override
  public void introduce(HeartbeatRequest.Builder heartbeat) {
    RaftFiles files = opened;
    if (files != null) {
      heartbeat.setClaim(claim).setMetaVersion(files.meta().version());
    }
  }

  private void saved(SnapshotFile file, long stateHash) {
    RaftMember m = member;
    if (m != null) {
      m.snapshotSaved();
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

  private RaftMember running() {
    RaftMember m = member;
    if (m == null) {
      throw new DefiniteFailure(Failure.Code.NO_LEADER, "this node does not take part (yet)");
    }
    return m;
  }

  @Override
  public CompletableFuture<Outcome> propose(Operation operation) {
    byte[] bytes = operation.toByteArray();
    if (bytes.length > MOST_OPERATION_BYTES) {
      return CompletableFuture.failedFuture(
          new DefiniteFailure(
              Failure.Code.BAD_REQUEST,
              "an operation of %d bytes is too long; the most is %d"
                  .formatted(bytes.length, MOST_OPERATION_BYTES)));
    }
    RaftMember m = member;
    if (m == null || !m.node().isLeader(false)) {
      return CompletableFuture.failedFuture(askAnother());
    }
    Proposal proposal = new Proposal(bytes, executor, gathering::settled);
    gathering.add(proposal);
    return proposal.future();
  }

  private void log(List<Proposal> group) {
    RaftMember m = member;
    for (Proposal proposal : group) {
      try {
        if (m == null) {
          throw new IllegalStateException("not a member any more");
        }
        m.node().apply(proposal.task());
      } catch (IllegalStateException e) {
        proposal.failed(new DefiniteFailure(Failure.Code.NO_LEADER, "this node is stopping", e));
      }
    }
  }

  /** JRaft's queues take what there is to do; when they are full, they refuse. */
  @Override
  public boolean returnsAtOnce() {
    return true;
  }

  private DefiniteFailure askAnother() {
    NodeId leader = leader();
    if (leader == null || leader.equals(settings.node())) {
      return new DefiniteFailure(Failure.Code.NO_LEADER, "this node knows of no leader");
    }
    return new DefiniteFailure(
        Failure.newBuilder()
            .setCode(Failure.Code.NOT_LEADER)
            .setMessage("ask " + leader + ", which leads")
            .setLeader(leader.name())
            .build());
  }

  @Override
  public CompletableFuture<Reading> readLinearizable() {
    Reads r = reads;
    return r == null ? CompletableFuture.failedFuture(askAnother()) : r.begin();
  }

  private Reading readingOf(long index) {
    NamespaceMachine.State state = machine.state();
    return new Reading(state.namespace(), Math.max(index, state.index()), 0, false);
  }

  @Override
  public Reading readLocal() {
    RaftMember m = member;
    long applied = m == null ? 0 : m.node().getLastAppliedLogIndex();
    NamespaceMachine.State state = machine.state();
    return new Reading(
        state.namespace(), Math.max(applied, state.index()), roles.silentMillis(), true);
  }

  @Override
  public @Nullable NodeId leader() {
    RaftMember m = member;
    PeerId leader = m == null ? null : m.node().getLeaderId();
    return leader == null ? null : Peers.node(leader);
  }

  @Override
  public boolean leads() {
    RaftMember m = member;
    return m != null && m.node().isLeader(false);
  }

  @Override
  public void describe(NodeState.Builder to) {
    to.setElectionTimeoutMillis(settings.manual() ? 0 : settings.electionTimeout().toMillis());
    RaftMember m = described;
    if (m != null) {
      m.describe(to);
    }
  }

  @Override
  public List<LogItem> entries(long first, int limit) {
    RaftMember m = member;
    return m == null || limit <= 0 ? List.of() : m.entries(first, limit);
  }

  @Override
  public String elect() {
    return running().elect();
  }

  @Override
  public Optional<VotingGroup> group() {
    return Optional.of(new RaftGroup(self, this::running, this::askAnother, failStop));
  }

  /**
   * Saves a snapshot now. The log keeps the entries since the one before it, for followers that are
   * a little behind.
   *
   * @return its index, once it is durable; exceptionally with a DefiniteFailure if none was made
   */
  public CompletableFuture<Long> snapshot() {
    return running().snapshot();
  }

  @Override
  public void close() {
    RaftMember m = member;
    member = null;
    reads = null;
    failStop.retire();
    timer.shutdownNow();
    gathering.close();
    if (m != null) {
      m.leave();
      NodeManager.getInstance().removeAddress(self.getEndpoint());
    }
    // The executor is left to its end: its threads go when idle, and late answers find it open.
  }
}
