package sandstore.node.journal;

import com.google.protobuf.ByteString;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * <p>The primary appends an operation to its own log, sends it to every backup that is in sync, and
 * acknowledges when all of those have forced it. A backup that falls silent is taken out of the
 * {@link Standing} first, and comes back in once it has caught up. Who takes over is for {@link
 * Succession}: a backup in sync, so that nothing acknowledged is missing. When two primaries meet,
 * the higher view wins, and the other throws away the part of its log that the winner does not
 * have.
 *
 * <p>As long as nodes only crash, this keeps what it acknowledged. But belief is not knowledge:
 * under a partition each side believes the other gone, both acknowledge writes, and after the
 * partition one side's acknowledged writes are discarded. Reads are answered by whoever believes
 * that it is the primary, so they can be stale as well. That is the lesson; {@code raft} is the
 * answer.
 *
 * <p>A backup applies what it has forced at once, before it is acknowledged. So a new primary
 * answers reads only when all that are in sync have its whole log: what it showed before and then
 * lost would otherwise have been seen by somebody.
 */
public final class PrimaryBackupJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(PrimaryBackupJournal.class);
  private static final int MAX_BATCH = 256;
  private static final long TICK_MILLIS = 50;
  private static final AppliedLog.Applied UNTOLD = outcome -> {};

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
  private @Nullable AppliedLog log;
  private @Nullable Views views;
  private Role role = Role.BACKUP;
  private @Nullable NodeId primary;
  private boolean inSync;
  private long highestSeen;
  private boolean closed;
  private String awaited = "it has just started";
  private final Backups backups = new Backups();
  private final TreeMap<Long, CompletableFuture<Outcome>> waiting = new TreeMap<>();

  /** As primary: the end of the log when its view began. */
  private long inherited;

  /** As primary: up to where all that are in sync have the log. */
  private long common;

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
    views = new Views(disk, folder, settings.nodes());
    RecordLog records = RecordLog.open(disk, folder.resolve("log"));
    if (records.term(records.lastIndex()) > standing().view()) {
      records.close();
      throw new QuarantinedException("meta", "the file of views is missing or behind the log");
    }
    log = new AppliedLog(records, events, effects);
    highestSeen = standing().view();
    events.role(Role.BACKUP, standing().view(), null, "started");
    for (NodeId peer : settings.others()) {
      senders.add(new BackupSender(this, channels, peer, settings.electionTimeout().toMillis()));
    }
    var unused =
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private AppliedLog log() {
    return Objects.requireNonNull(log, "not started");
  }

  private Views views() {
    return Objects.requireNonNull(views, "not started");
  }

  private Standing standing() {
    return views().current();
  }

  private long view() {
    return standing().view();
  }

  private boolean alive(NodeId peer) {
    return membership.health(peer) == Health.ALIVE;
  }

  // ---- who is primary

  private synchronized void tick() {
    if (closed) {
      return;
    }
    try {
      hearOthers();
      if (role == Role.PRIMARY) {
        lookAfterBackups();
        advance();
      } else {
        missPrimary();
        Succession.Decision decision =
            Succession.decide(
                self,
                said(),
                views().owner(view(), self),
                new HashSet<>(membership.alive()),
                answers());
        awaited = decision.reason();
        if (decision.begins()) {
          becomePrimary(decision);
        }
      }
      notifyAll();
    } catch (IOException | RuntimeException e) {
      stop(e); // a clock that stood still would be worse
    }
  }

  private Said said() {
    return new Said(role == Role.PRIMARY, inSync, standing(), log().lastView(), log().lastIndex());
  }

  private Map<NodeId, Said> answers() {
    Map<NodeId, Said> answers = new TreeMap<>();
    for (NodeId peer : settings.others()) {
      HeartbeatRequest answer = membership.answerOf(peer);
      if (answer != null && answer.hasStanding()) {
        answers.put(peer, Said.of(answer));
      }
    }
    return answers;
  }

  /** Takes in what others announced in their heartbeats. */
  private void hearOthers() throws IOException {
    for (NodeId peer : settings.others()) {
      HeartbeatRequest heartbeat = membership.lastOf(peer);
      if (heartbeat == null || !heartbeat.hasStanding() || !alive(peer)) {
        continue;
      }
      Said said = Said.of(heartbeat);
      highestSeen = Math.max(highestSeen, said.standing().view());
      boolean another = said.standing().view() > view() || !peer.equals(primary);
      if (said.primary() && said.standing().view() >= view() && another) {
        follow(peer, said.standing(), peer + " has view " + said.standing().view());
      } else if (said.primary() && said.standing().newerThan(standing())) {
        views().enter(said.standing());
        inSync = inSync && standing().has(self);
      }
    }
  }

  /** A backup that hears nothing of its primary knows of none. */
  private void missPrimary() {
    NodeId lost = primary;
    if (lost != null && !alive(lost)) {
      primary = null;
      events.role(Role.BACKUP, view(), null, "hears nothing of " + lost);
    }
  }

  private void becomePrimary(Succession.Decision decision) throws IOException {
    long newView = views().nextFor(self, highestSeen);
    views().enter(new Standing(newView, 1, decision.inSync()));
    highestSeen = newView;
    role = Role.PRIMARY;
    primary = self;
    inSync = true;
    inherited = log().lastIndex();
    common = 0;
    backups.begin(inherited + 1);
    events.term(newView);
    events.role(Role.PRIMARY, newView, self, decision.reason());
    events.leader(newView, self);
    advance();
  }

  /** Until this node has been told otherwise by the primary, it is not in sync with it. */
  private void follow(NodeId newPrimary, Standing theirs, String reason) throws IOException {
    boolean led = role == Role.PRIMARY;
    boolean higher = theirs.view() > view();
    if (theirs.newerThan(standing())) {
      views().enter(theirs);
    }
    if (higher) {
      events.term(view());
    }
    highestSeen = Math.max(highestSeen, view());
    role = Role.BACKUP;
    primary = newPrimary;
    inSync = false;
    if (led) {
      events.stepped(view(), reason);
      waiting.values().forEach(w -> w.completeExceptionally(steppedDown()));
      waiting.clear();
    }
    events.role(Role.BACKUP, view(), newPrimary, reason);
    events.leader(view(), newPrimary);
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
    if (closed) {
      return CompletableFuture.failedFuture(
          new DefiniteFailure(Failure.Code.UNREACHABLE, self + " is stopping"));
    }
    if (role != Role.PRIMARY) {
      return CompletableFuture.failedFuture(notPrimary());
    }
    long index = log().lastIndex() + 1;
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    try {
      log().append(List.of(new RecordLog.Entry(index, view(), operation.toByteArray())));
      waiting.put(index, outcome);
      advance();
    } catch (IOException e) {
      stop(e);
      return CompletableFuture.failedFuture(
          new UnknownOutcome(Failure.Code.DISK_FAILED, "the log's disk failed", e));
    }
    notifyAll();
    return outcome;
  }

  private DefiniteFailure notPrimary() {
    NodeId known = primary;
    Failure.Builder failure = Failure.newBuilder().setDefinite(true);
    if (known == null || known.equals(self)) {
      failure
          .setCode(Failure.Code.NO_LEADER)
          .setMessage(self + " knows of no primary (" + awaited + ")");
    } else {
      failure
          .setCode(Failure.Code.NOT_LEADER)
          .setLeader(known.name())
          .setMessage(self + " is a backup; the primary is " + known);
    }
    return new DefiniteFailure(failure.build());
  }

  /**
   * Takes the silent ones out, so that what is acknowledged from now on they lack; and tells those
   * that came back where they stand.
   */
  private void lookAfterBackups() throws IOException {
    for (NodeId peer : settings.others()) {
      if (!alive(peer)) {
        if (standing().has(peer)) {
          views().enter(standing().without(peer));
        }
        continue;
      }
      HeartbeatRequest heartbeat = membership.lastOf(peer);
      if (heartbeat != null
          && (!heartbeat.getInSync() || !Standing.of(heartbeat.getStanding()).equals(standing()))) {
        backups.tell(peer);
      }
    }
  }

  /** Blocks until there is something to send to this backup. */
  synchronized ReplicateRequest awaitWork(NodeId backup) throws InterruptedException, IOException {
    while (!hasWork(backup)) {
      wait();
    }
    backups.told(backup);
    long from = backups.next(backup);
    ReplicateRequest.Builder request =
        ReplicateRequest.newBuilder()
            .setPrimary(self.name())
            .setView(view())
            .setStanding(standing().toProto())
            .setNeeded(needed())
            .setLastIndex(log().lastIndex())
            .setPreviousIndex(from - 1)
            .setPreviousView(log().log().term(from - 1));
    long last = Math.min(log().lastIndex(), from + MAX_BATCH - 1);
    for (long i = from; i <= last; i++) {
      RecordLog.Entry entry = log().read(i);
      request.addEntries(
          BackupEntry.newBuilder()
              .setIndex(i)
              .setView(entry.term())
              .setOperation(ByteString.copyFrom(entry.payload())));
    }
    return request.build();
  }

  private boolean hasWork(NodeId backup) {
    return !closed
        && role == Role.PRIMARY
        && alive(backup)
        && (backups.match(backup) < log().lastIndex() || backups.isToBeTold(backup));
  }

  synchronized void pause(long millis) throws InterruptedException {
    wait(millis);
  }

  synchronized void answered(NodeId backup, ReplicateRequest request, ReplicateResponse response)
      throws IOException {
    highestSeen = Math.max(highestSeen, response.getView());
    if (closed || role != Role.PRIMARY || request.getView() != view()) {
      return;
    }
    if (response.getAccepted()) {
      long last = request.getPreviousIndex() + request.getEntriesCount();
      backups.accepted(backup, last);
      if (!standing().has(backup) && alive(backup) && last >= needed()) {
        views().enter(standing().with(backup));
        backups.tell(backup);
      }
      events.replicator(backup, last + 1, last, standing().has(backup));
      advance();
    } else if (response.getView() > view()) {
      Standing theirs = Standing.of(response.getStanding());
      follow(
          views().owner(response.getView(), self),
          theirs,
          backup + " has seen view " + response.getView());
    } else {
      backups.refused(backup, request.getPreviousIndex(), response.getLastIndex());
    }
    notifyAll();
  }

  /** An index up to which a log holds everything that was ever acknowledged. */
  private long needed() {
    return Math.max(inherited, common);
  }

  /** Applies, and so acknowledges, what every node in sync has. */
  private void advance() throws IOException {
    long upTo = log().lastIndex();
    for (NodeId peer : standing().inSync()) {
      if (!peer.equals(self)) {
        upTo = Math.min(upTo, backups.match(peer));
      }
    }
    common = Math.max(common, upTo);
    log().applyUpTo(upTo, this::acknowledge);
  }

  private void acknowledge(Outcome outcome) {
    CompletableFuture<Outcome> asked = waiting.remove(outcome.index());
    if (asked != null) {
      asked.completeAsync(() -> outcome, clock);
    }
  }

  // ---- the backup's side

  synchronized ReplicateResponse replicate(ReplicateRequest request) throws IOException {
    NodeId from = new NodeId(request.getPrimary());
    Standing theirs = Standing.of(request.getStanding());
    if (closed || request.getView() < view()) {
      return answer(false);
    }
    if (request.getView() > view() || !from.equals(primary)) {
      follow(from, theirs, from + " is primary of view " + request.getView());
    } else if (theirs.newerThan(standing())) {
      views().enter(theirs);
    }
    long previous = request.getPreviousIndex();
    if (previous > log().lastIndex() || term(previous) != request.getPreviousView()) {
      inSync = false;
      return answer(false);
    }
    append(request);
    log().applyUpTo(log().lastIndex(), UNTOLD);
    inSync = standing().has(self) && log().lastIndex() >= request.getNeeded();
    return answer(true);
  }

  private void append(ReplicateRequest request) throws IOException {
    List<RecordLog.Entry> fresh = new ArrayList<>();
    long end = request.getPreviousIndex();
    for (BackupEntry e : request.getEntriesList()) {
      end = e.getIndex();
      if (end <= log().lastIndex() && term(end) == e.getView()) {
        continue;
      }
      if (end <= log().lastIndex()) {
        log().discardAfter(end - 1);
      }
      fresh.add(new RecordLog.Entry(end, e.getView(), e.getOperation().toByteArray()));
    }
    if (!fresh.isEmpty()) {
      log().append(fresh);
    } else if (end == request.getLastIndex()
        && log().lastIndex() > end
        && term(end + 1) < request.getView()) {
      // Entries of this very view came from this primary later: then this request is an old one.
      log().discardAfter(end);
    }
  }

  private long term(long index) {
    return log().log().term(index);
  }

  private ReplicateResponse answer(boolean accepted) {
    return ReplicateResponse.newBuilder()
        .setAccepted(accepted)
        .setView(view())
        .setStanding(standing().toProto())
        .setLastIndex(log().lastIndex())
        .build();
  }

  // ---- both

  /** Going on could break a promise. */
  void stop(Exception e) {
    LOG.error("the journal stops", e);
    events.failed(e);
    fatal.run();
  }

  @Override
  public synchronized CompletableFuture<Reading> readLinearizable() {
    // Not linearizable at all: whoever believes that it is the primary answers.
    if (role != Role.PRIMARY) {
      return CompletableFuture.failedFuture(notPrimary());
    }
    if (common < inherited) {
      return CompletableFuture.failedFuture(
          new DefiniteFailure(
              Failure.Code.NO_LEADER,
              self + " has just become primary, and its backups lack a part of its log"));
    }
    return CompletableFuture.completedFuture(
        new Reading(log().namespace(), log().applied(), 0, false));
  }

  @Override
  public synchronized Reading readLocal() {
    return new Reading(log().namespace(), log().applied(), 0, role != Role.PRIMARY);
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
    said().into(heartbeat);
  }

  @Override
  public synchronized void describe(NodeState.Builder state) {
    events.describe(state, log().log(), role, view(), primary, log().applied(), log().namespace());
    if (role == Role.PRIMARY) {
      for (NodeId peer : settings.others()) {
        if (backups.match(peer) >= 0) {
          state.addReplicators(
              JournalEvents.moved(
                  peer, backups.next(peer), backups.match(peer), standing().has(peer)));
        }
      }
    }
  }

  @Override
  public synchronized List<LogItem> entries(long first, int limit) {
    return log().items(first, limit);
  }

  @Override
  public String elect() {
    return "in replicated nobody votes: a backup takes over when it believes that all nodes before"
        + " it are gone";
  }

  @Override
  public List<ServerServiceDefinition> services() {
    return List.of(new ReplicateEndpoint(this).bindService());
  }

  @Override
  public void close() {
    senders.forEach(BackupSender::close);
    synchronized (this) {
      closed = true;
      clock.shutdown(); // what was acknowledged is still told
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
