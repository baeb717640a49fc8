package sandstore.node.repair;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Membership;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.node.placement.Policy;
import sandstore.proto.BeginRequest;
import sandstore.proto.BeginResponse;
import sandstore.proto.Failure;
import sandstore.proto.Health;
import sandstore.proto.Member;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.RepairSettings;
import sandstore.proto.ReportRequest;
import sandstore.proto.ReportResponse;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.DaemonThreads;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/**
 * The clock of all this: one thread that looks after this node's copies, and after everybody's when
 * this node leads.
 */
public final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long EVERY_MILLIS = 250;

  /** 1 GiB is copied in 8 s, and a disk that does 500 MiB/s has most of it left for people. */
  static final long DEFAULT_BYTES_PER_SECOND = 128L << 20;

  static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final long DEFAULT_SCRUB_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long COLLECT_EVERY_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long COLLECT_OLDER_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final NodeSettings settings;
  private final Journal journal;
  private final Membership membership;
  private final Policy policy;
  private final Supplier<RepairSettings> limits;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("upkeep"));
  private final Informant informant;
  private final Scrubber scrubber;
  private final Repairer repairer;
  private final Collector collector;
  private final ReplicationCount count;
  private final GraceTime graceTime;
  private final AtomicBoolean soon = new AtomicBoolean();
  private final Absences absences = new Absences();
  private long scrubbedNanos = System.nanoTime();
  private long collectedNanos = System.nanoTime();

  /**
   * @param limits in force now; asked again and again
   */
  public Upkeep(
      NodeSettings settings,
      Journal journal,
      Membership membership,
      Policy policy,
      ChunkStore store,
      Differences differences,
      Channels channels,
      Reporter reporter,
      Supplier<RepairSettings> limits) {
    this.settings = settings;
    this.journal = journal;
    this.membership = membership;
    this.policy = policy;
    this.limits = limits;
    LocalCopies copies = differences.copies();
    Calls calls = new Calls(channels);
    informant = new Informant(settings.node(), journal, store, channels, copies, reporter);
    Supplier<Namespace> namespace = () -> journal.readLocal().namespace();
    scrubber = new Scrubber(settings.node(), store, namespace, copies, reporter);
    repairer = new Repairer(calls, journal, thread, reporter, this::soon);
    collector = new Collector(calls, journal);
    count = new ReplicationCount(reporter, settings.replicas());
    graceTime = new GraceTime(reporter);
  }

  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::tickSafely, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Without this, nodes that have made their copies would wait for the next tick. */
  private void soon() {
    if (soon.compareAndSet(false, true)) {
      thread.execute(this::tickSafely);
    }
  }

  private void tickSafely() {
    soon.set(false);
    try {
      tick(System.nanoTime());
    } catch (RuntimeException e) {
      LOG.warn("upkeep failed, and is tried again", e);
    }
  }

  private void tick(long nowNanos) {
    informant.tick(nowNanos);
    scrubIfDue(nowNanos);
    if (!journal.leads()) {
      repairer.resign();
      absences.clear();
      count.clear();
      graceTime.clear();
      return;
    }
    lead(nowNanos);
  }

  private void lead(long nowNanos) {
    Journal.Reading reading = journal.readLocal();
    Situation now = situation(reading.namespace(), nowNanos);
    count.tick(reading, membership.alive(), repairer.ailing(), nowNanos);
    long leftNanos = absences.graceLeftNanos(nowNanos, grace().toNanos());
    graceTime.tick(reading.namespace(), now, leftNanos, nowNanos);
    if (!repairer.isIdle(reading.namespace(), now)) {
      Fence.Point order = Mandate.of(journal);
      if (order != null) {
        repairer.tick(reading.namespace(), now, order, limits(), nowNanos);
      }
    }
    if (nowNanos - collectedNanos >= COLLECT_EVERY_NANOS) {
      collectedNanos = nowNanos;
      var unused = collector.collect(membership.alive(), COLLECT_OLDER_MILLIS);
    }
  }

  private void scrubIfDue(long nowNanos) {
    long every = limits.get().getScrubEveryMillis();
    long millis = every == 0 ? DEFAULT_SCRUB_MILLIS : every;
    if (nowNanos - scrubbedNanos >= TimeUnit.MILLISECONDS.toNanos(millis)) {
      scrubbedNanos = nowNanos;
      scrubber.beginUnlessUnderWay();
    }
  }

  private Repairer.Limits limits() {
    RepairSettings now = limits.get();
    return new Repairer.Limits(
        now.getBytesPerSecond() == 0 ? DEFAULT_BYTES_PER_SECOND : now.getBytesPerSecond(), grace());
  }

  private Duration grace() {
    long millis = limits.get().getGraceMillis();
    return millis == 0 ? DEFAULT_GRACE : Duration.ofMillis(millis);
  }

  private Situation situation(Namespace namespace, long nowNanos) {
    List<Member> members = membership.members();
    List<NodeId> all = members.stream().map(m -> new NodeId(m.getNode())).toList();
    List<NodeId> here =
        members.stream()
            .filter(m -> m.getHealth() == Health.ALIVE)
            .map(m -> new NodeId(m.getNode()))
            .toList();
    absences.observe(all, here, nowNanos);
    SortedMap<NodeId, Situation.Standing> nodes = new TreeMap<>();
    for (Member member : members) {
      NodeId node = new NodeId(member.getNode());
      nodes.put(
          node,
          new Situation.Standing(
              node,
              member.getZone(),
              member.getFreeBytes(),
              absences.presence(node, nowNanos, grace().toNanos()),
              namespace.draining().contains(node)));
    }
    return new Situation(settings.replicas(), nodes, repairer.avoid(nowNanos), policy);
  }

  /** A node reports; what it says counts for as long as this node leads. */
  public CompletableFuture<ReportResponse> report(ReportRequest report) {
    requireLeader();
    return CompletableFuture.supplyAsync(
        () -> {
          NodeId node = new NodeId(report.getNode());
          Ailing ailing = repairer.ailing();
          report.getFaultyList().forEach(id -> ailing.isFaulty(ChunkKey.of(id), node));
          report.getUnlistedList().forEach(id -> ailing.isUnlisted(ChunkKey.of(id), node));
          return ReportResponse.newBuilder()
              .setAppliedIndex(journal.readLocal().appliedIndex())
              .build();
        },
        thread);
  }

  /** The lab asks for something to be done. */
  public CompletableFuture<BeginResponse> begin(BeginRequest request) {
    switch (request.getKindCase()) {
      case SCRUB:
        // Of all that was acknowledged before; a node that is cut off, of what it knows.
        return journal
            .readLinearizable()
            .handle((reading, cutOff) -> cutOff == null)
            .thenApplyAsync(upToDate -> scrubber.begin(false), thread);
      case DRAINING:
        return Mandate.propose(
                journal, Operation.newBuilder().setSetDraining(request.getDraining()))
            .thenApply(done -> BeginResponse.getDefaultInstance());
      case COLLECT:
        requireLeader();
        return collector
            .collect(membership.alive(), request.getCollect().getOlderMillis())
            .thenApply(marked -> BeginResponse.newBuilder().setChunks(marked).build());
      case REBALANCE:
        requireLeader();
        return CompletableFuture.supplyAsync(this::rebalance, thread);
      default:
        throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "nothing was asked for");
    }
  }

  private BeginResponse rebalance() {
    long nowNanos = System.nanoTime();
    Namespace namespace = journal.readLocal().namespace();
    List<Balance.Move> moves =
        repairer.rebalance(namespace, situation(namespace, nowNanos), nowNanos);
    return BeginResponse.newBuilder()
        .setChunks(moves.size())
        .setBytes(moves.stream().mapToLong(m -> m.chunk().length()).sum())
        .build();
  }

  private void requireLeader() {
    if (!journal.leads()) {
      NodeId leader = journal.leader();
      throw new DefiniteFailure(
          Failure.newBuilder()
              .setCode(Failure.Code.NOT_LEADER)
              .setLeader(leader == null ? "" : leader.name())
              .setMessage(settings.node() + " does not lead")
              .build());
    }
  }

  /** Fills in orphans and draining; after the journal has told of itself. */
  public void describe(NodeState.Builder state) {
    if (state.getQuarantinedCount() == 0) {
      journal.readLocal().namespace().draining().forEach(n -> state.addDraining(n.name()));
      long orphans = informant.orphans();
      if (orphans >= 0) {
        state.setOrphans(orphans);
      }
    }
  }

  @Override
  public void close() {
    scrubber.close();
    thread.shutdownNow();
  }
}
