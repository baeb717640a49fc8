package sandstore.node.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.disk.Disk;
import sandstore.node.membership.Membership;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.BackupEntry;
import sandstore.proto.BackupServiceGrpc;
import sandstore.proto.Failure;
import sandstore.proto.Health;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.proto.Role;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.UnknownOutcome;

/**
 * Primary and backups by heartbeats, the way many systems did it before consensus, and some still
 * do.
 *
 * <p>The primary appends an operation to its own log, sends it to every backup that it believes
 * alive, and acknowledges when all of those have forced it. When a node believes that the owner of
 * the current view is gone and that it is the lowest-numbered node still alive, it begins a view of
 * its own and is primary. When two primaries meet, the higher view wins, and the other throws away
 * the part of its log that the winner does not have.
 *
 * <p>As long as nodes only crash, this keeps what it acknowledged. But belief is not knowledge:
 * under a partition each side believes the other gone, both acknowledge writes, and after the
 * partition one side's acknowledged writes are discarded. Reads are answered by whoever believes
 * that it is the primary, so they can be stale as well. That is the lesson; {@code raft} is the
 * answer.
 *
 * <p>The log is kept whole, because a heal may discard any suffix of it; the namespace is then
 * built again from the start.
 */
public final class PrimaryBackupJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(PrimaryBackupJournal.class);
  private static final int MAX_BATCH = 256;
  private static final long TICK_MILLIS = 50;

  /** Processes of one cluster start within so many election timeouts of each other. */
  private static final int PATIENT_TIMEOUTS = 3;

  private final NodeSettings settings;
  private final Disk disk;
  private final Channels channels;
  private final Membership membership;
  private final Consumer<Namespace.Effect> effects;
  private final Runnable fatal;
  private final JournalEvents events;
  private final NodeId self;
  private final List<BackupSender> senders = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread t = new Thread(run, "primary-backup");
            t.setDaemon(true);
            return t;
          });

  // All below is guarded by this object's monitor.
  private @Nullable RecordLog log;
  private @Nullable Views views;
  private long startedNanos;
  private Role role = Role.BACKUP;
  private @Nullable NodeId primary;
  private long highestSeen;
  private Namespace namespace = Namespace.EMPTY;
  private long applied;
  private final Map<NodeId, Long> next = new HashMap<>();
  private final Map<NodeId, Long> acknowledged = new HashMap<>();
  private final TreeMap<Long, CompletableFuture<Outcome>> waiting = new TreeMap<>();
  private final Map<Long, Outcome> outcomes = new HashMap<>();

  public PrimaryBackupJournal(
      NodeSettings settings,
      Disk disk,
      Reporter reporter,
      Channels channels,
      Membership membership,
      Consumer<Namespace.Effect> effects,
      Runnable fatal) {
    this.settings = settings;
    this.disk = disk;
    this.channels = channels;
    this.membership = membership;
    this.effects = effects;
    this.fatal = fatal;
    this.events = new JournalEvents(reporter);
    this.self = settings.node();
  }

  @Override
  public synchronized void start() throws IOException {
    Path folder = settings.folder().resolve("journal");
    disk.makeFolders(folder);
    log = RecordLog.open(disk, folder.resolve("log"));
    views = new Views(disk, folder, settings.nodes());
    highestSeen = views().current();
    startedNanos = System.nanoTime();
    applyUpTo(log().lastIndex());
    events.role(Role.BACKUP, views().current(), null, "started");
    for (NodeId peer : settings.others()) {
      senders.add(new BackupSender(this, channels, peer, settings.electionTimeout().toMillis()));
    }
    membership.listen((peer, health) -> clock.execute(this::tick));
    var unused =
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private RecordLog log() {
    return java.util.Objects.requireNonNull(log, "not started");
  }

  private Views views() {
    return java.util.Objects.requireNonNull(views, "not started");
  }

  // ---- who is primary

  private synchronized void tick() {
    try {
      hearOthers();
      if (role == Role.PRIMARY) {
        advance();
        notifyAll();
      } else if (mayBePrimary()) {
        becomePrimary(views().nextFor(self, highestSeen));
      }
    } catch (IOException e) {
      stop(e);
    }
  }

  /** Takes in the views that others announced in their heartbeats. */
  private void hearOthers() throws IOException {
    for (NodeId peer : settings.others()) {
      HeartbeatRequest said = membership.lastOf(peer);
      if (said == null) {
        continue;
      }
      highestSeen = Math.max(highestSeen, said.getView());
      if (said.getPrimary()
          && said.getView() > views().current()
          && membership.health(peer) == Health.ALIVE) {
        follow(peer, said.getView(), peer + " has view " + said.getView());
      }
    }
  }

  /**
   * The owner of the view that everybody knows of is not alive (or is this node), and no node with
   * a lower number is. At the start, wait until every other node was heard or had its chance.
   */
  private boolean mayBePrimary() {
    long waited = System.nanoTime() - startedNanos;
    boolean allHadTheirChance = waited > PATIENT_TIMEOUTS * settings.electionTimeout().toNanos();
    if (!allHadTheirChance && membership.alive().size() < settings.nodes().size()) {
      return false;
    }
    List<NodeId> alive = membership.alive();
    NodeId owner = highestSeen == 0 ? self : views().owner(highestSeen);
    boolean ownerGone = owner.equals(self) || !alive.contains(owner);
    return ownerGone && alive.get(0).equals(self);
  }

  private void becomePrimary(long view) throws IOException {
    views().enter(view);
    highestSeen = view;
    role = Role.PRIMARY;
    primary = self;
    next.clear();
    acknowledged.clear();
    settings.others().forEach(p -> next.put(p, log().lastIndex() + 1));
    events.term(view);
    events.role(Role.PRIMARY, view, self, "believes that every node before it is gone");
    events.leader(view, self);
    notifyAll();
  }

  private void follow(NodeId newPrimary, long view, String reason) throws IOException {
    boolean led = role == Role.PRIMARY;
    if (view > views().current()) {
      views().enter(view);
      events.term(view);
    }
    highestSeen = Math.max(highestSeen, view);
    role = Role.BACKUP;
    primary = newPrimary;
    if (led) {
      events.stepped(view, reason);
      waiting.values().forEach(w -> w.completeExceptionally(steppedDown()));
      waiting.clear();
    }
    events.role(Role.BACKUP, view, newPrimary, reason);
    events.leader(view, newPrimary);
    notifyAll();
  }

  private static UnknownOutcome steppedDown() {
    return new UnknownOutcome(
        Failure.Code.LEADER_STEPPED_DOWN,
        "this node was primary when it took the operation, and is no more");
  }

  // ---- the primary's side

  @Override
  public synchronized CompletableFuture<Outcome> propose(Operation operation) {
    if (role != Role.PRIMARY) {
      return CompletableFuture.failedFuture(notPrimary());
    }
    long index = log().lastIndex() + 1;
    long view = views().current();
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    try {
      log().append(List.of(new RecordLog.Entry(index, view, operation.toByteArray())));
    } catch (IOException e) {
      stop(e);
      return CompletableFuture.failedFuture(
          new UnknownOutcome(Failure.Code.DISK_FAILED, "the log's disk failed", e));
    }
    events.appended(log(), index, index);
    waiting.put(index, outcome);
    advance();
    notifyAll();
    return outcome;
  }

  private DefiniteFailure notPrimary() {
    NodeId known = primary;
    Failure.Builder failure = Failure.newBuilder().setDefinite(true);
    if (known == null || known.equals(self)) {
      failure.setCode(Failure.Code.NO_LEADER).setMessage(self + " knows of no primary");
    } else {
      failure
          .setCode(Failure.Code.NOT_LEADER)
          .setLeader(known.name())
          .setMessage(self + " is a backup; the primary is " + known);
    }
    return new DefiniteFailure(failure.build());
  }

  /** Blocks until there is something to send to this backup. */
  synchronized ReplicateRequest awaitWork(NodeId backup) throws InterruptedException {
    while (!hasWork(backup)) {
      wait();
    }
    long from = next.getOrDefault(backup, log().lastIndex() + 1);
    ReplicateRequest.Builder request =
        ReplicateRequest.newBuilder()
            .setPrimary(self.name())
            .setView(views().current())
            .setPreviousIndex(from - 1)
            .setPreviousView(log().term(from - 1));
    long last = Math.min(log().lastIndex(), from + MAX_BATCH - 1);
    for (long i = from; i <= last; i++) {
      RecordLog.Entry entry = read(i);
      request.addEntries(
          BackupEntry.newBuilder()
              .setIndex(i)
              .setView(entry.term())
              .setOperation(ByteString.copyFrom(entry.payload())));
    }
    return request.build();
  }

  private boolean hasWork(NodeId backup) {
    return role == Role.PRIMARY
        && membership.health(backup) == Health.ALIVE
        && acknowledged.getOrDefault(backup, -1L) < log().lastIndex();
  }

  synchronized void pause(long millis) throws InterruptedException {
    wait(millis);
  }

  synchronized void answered(NodeId backup, ReplicateRequest request, ReplicateResponse response) {
    if (role != Role.PRIMARY || request.getView() != views().current()) {
      return;
    }
    if (response.getAccepted()) {
      long last = request.getPreviousIndex() + request.getEntriesCount();
      acknowledged.put(backup, last);
      next.put(backup, last + 1);
      events.replicator(backup, last + 1, last);
      advance();
      return;
    }
    highestSeen = Math.max(highestSeen, response.getView());
    if (response.getView() > views().current()) {
      try {
        follow(
            views().owner(response.getView()),
            response.getView(),
            backup + " has seen view " + response.getView());
      } catch (IOException e) {
        stop(e);
      }
      return;
    }
    next.put(
        backup, Math.max(1, Math.min(request.getPreviousIndex(), response.getLastIndex() + 1)));
  }

  /** Applies, and so acknowledges, what every backup believed alive has. */
  private void advance() {
    long upTo = log().lastIndex();
    for (NodeId peer : settings.others()) {
      if (membership.health(peer) == Health.ALIVE) {
        upTo = Math.min(upTo, acknowledged.getOrDefault(peer, 0L));
      }
    }
    applyUpTo(upTo);
    while (!waiting.isEmpty() && waiting.firstKey() <= applied) {
      Map.Entry<Long, CompletableFuture<Outcome>> done = waiting.pollFirstEntry();
      Outcome outcome = outcomes.get(done.getKey());
      clock.execute(() -> done.getValue().complete(outcome));
    }
    outcomes.clear();
  }

  // ---- the backup's side

  private synchronized ReplicateResponse replicate(ReplicateRequest request) throws IOException {
    NodeId from = new NodeId(request.getPrimary());
    if (request.getView() < views().current()) {
      return refused();
    }
    if (request.getView() > views().current() || role == Role.PRIMARY || !from.equals(primary)) {
      follow(from, request.getView(), from + " is primary of view " + request.getView());
    }
    long previous = request.getPreviousIndex();
    if (previous > log().lastIndex() || log().term(previous) != request.getPreviousView()) {
      return refused();
    }
    List<RecordLog.Entry> fresh = new ArrayList<>();
    for (BackupEntry e : request.getEntriesList()) {
      if (e.getIndex() <= log().lastIndex() && log().term(e.getIndex()) == e.getView()) {
        continue;
      }
      if (e.getIndex() <= log().lastIndex()) {
        discardAfter(e.getIndex() - 1);
      }
      fresh.add(new RecordLog.Entry(e.getIndex(), e.getView(), e.getOperation().toByteArray()));
    }
    if (request.getEntriesCount() == 0 && log().lastIndex() > previous) {
      discardAfter(previous);
    }
    if (!fresh.isEmpty()) {
      log().append(fresh);
      events.appended(log(), fresh.get(0).index(), log().lastIndex());
    }
    applyUpTo(log().lastIndex());
    return ReplicateResponse.newBuilder()
        .setAccepted(true)
        .setView(views().current())
        .setLastIndex(log().lastIndex())
        .build();
  }

  private ReplicateResponse refused() {
    return ReplicateResponse.newBuilder()
        .setView(views().current())
        .setLastIndex(log().lastIndex())
        .build();
  }

  /** The winner does not have these entries: they are gone, acknowledged or not. */
  private void discardAfter(long lastKept) throws IOException {
    events.truncated(log(), lastKept + 1, log().lastIndex());
    log().truncateSuffix(lastKept);
    if (applied > lastKept) {
      namespace = Namespace.EMPTY;
      applied = 0;
      replay(lastKept);
    }
  }

  /** Builds the namespace again without telling of effects that were told before. */
  private void replay(long upTo) {
    for (long i = 1; i <= upTo; i++) {
      namespace = namespace.apply(operation(read(i)), i).next();
    }
    applied = upTo;
  }

  // ---- both

  private void applyUpTo(long upTo) {
    if (upTo <= applied) {
      return;
    }
    for (long i = applied + 1; i <= upTo; i++) {
      RecordLog.Entry entry = read(i);
      Namespace.Step step = namespace.apply(operation(entry), i);
      namespace = step.next();
      applied = i;
      if (waiting.containsKey(i)) {
        outcomes.put(i, new Outcome(step.result(), i, entry.term()));
      }
      step.effects().forEach(effects);
    }
    events.applied(applied, namespace.stateHash());
  }

  private RecordLog.Entry read(long index) {
    try {
      RecordLog.Entry entry = log().get(index);
      if (entry == null) {
        throw new IllegalStateException("entry " + index + " is missing from the log");
      }
      return entry;
    } catch (IOException e) {
      stop(e);
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Operation operation(RecordLog.Entry entry) {
    try {
      return Operation.parseFrom(entry.payload());
    } catch (InvalidProtocolBufferException e) {
      throw new QuarantinedException("log", "entry " + entry.index() + " is no operation");
    }
  }

  private void stop(IOException e) {
    LOG.error("the journal's disk failed", e);
    events.diskFailed(e);
    fatal.run();
  }

  @Override
  public synchronized CompletableFuture<Reading> readLinearizable() {
    // Not linearizable at all: whoever believes that it is the primary answers.
    return role == Role.PRIMARY
        ? CompletableFuture.completedFuture(new Reading(namespace, applied, 0, false))
        : CompletableFuture.failedFuture(notPrimary());
  }

  @Override
  public synchronized Reading readLocal() {
    return new Reading(namespace, applied, 0, role != Role.PRIMARY);
  }

  @Override
  public synchronized @Nullable NodeId leader() {
    return primary;
  }

  @Override
  public synchronized boolean leads() {
    return role == Role.PRIMARY;
  }

  @Override
  public synchronized void introduce(HeartbeatRequest.Builder heartbeat) {
    heartbeat
        .setView(views().current())
        .setPrimary(role == Role.PRIMARY)
        .setLastIndex(log().lastIndex());
  }

  @Override
  public synchronized void describe(NodeState.Builder state) {
    events.describe(state, log(), role, views().current(), primary, applied, namespace);
  }

  @Override
  public synchronized List<LogItem> entries(long first, int limit) {
    return LogItems.of(log(), first, limit, this::read);
  }

  @Override
  public String elect() {
    return "in replicated nobody votes: a backup takes over when it believes that all nodes before"
        + " it are gone";
  }

  @Override
  public List<ServerServiceDefinition> services() {
    BindableService service =
        new BackupServiceGrpc.BackupServiceImplBase() {
          @Override
          public void replicate(ReplicateRequest request, StreamObserver<ReplicateResponse> to) {
            ReplicateResponse response;
            try {
              response = PrimaryBackupJournal.this.replicate(request);
            } catch (IOException e) {
              stop(e);
              return;
            }
            to.onNext(response);
            to.onCompleted();
          }
        };
    return List.of(service.bindService());
  }

  @Override
  public void close() {
    clock.shutdownNow();
    senders.forEach(BackupSender::close);
    synchronized (this) {
      waiting.values().forEach(w -> w.completeExceptionally(steppedDown()));
      waiting.clear();
      try {
        log().close();
      } catch (IOException e) {
        LOG.warn("closing the log", e);
      }
    }
  }
}
