package sandstore.node.journal;

import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import sandstore.proto.Failure;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.proto.Role;
import sandstore.wire.Channels;
import sandstore.wire.DaemonThreads;
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
 *
 * <p>Each role is a class of its own, {@link Primary} and {@link Backup}, over the {@link Place}
 * that a node keeps through all of them. What is here is how a node goes from one role to the
 * other, and the monitor that guards them: requests, heartbeats, proposals and the clock come from
 * different threads, and one at a time.
 */
public final class PrimaryBackupJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(PrimaryBackupJournal.class);
  private static final long TICK_MILLIS = 50;

  private final NodeSettings settings;
  private final Disk disk;
  private final Channels channels;
  private final Membership membership;
  private final Consumer<Namespace.Effect> effects;
  private final Runnable fatal;
  private final JournalEvents events;
  private final List<BackupSender> senders = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("primary-backup"));

  // All below is guarded by this object's monitor.
  private @Nullable Place place; // from the start on
  private @Nullable Primary leading; // while this node believes that it is the primary
  private boolean closed;
  private boolean unfenced;

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
  }

  @Override
  public synchronized void start() throws IOException {
    place = Place.open(settings, disk, membership, events, effects);
    for (NodeId peer : settings.others()) {
      senders.add(new BackupSender(this, channels, peer, settings.electionTimeout().toMillis()));
    }
    var unused =
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Place place() {
    return Objects.requireNonNull(place, "not started");
  }

  // ---- from one role to the other

  private synchronized void tick() {
    if (closed) {
      return;
    }
    try {
      hearOthers();
      if (leading != null) {
        leading.lookAfterBackups();
        leading.advance();
      } else {
        place().missPrimary();
        Succession.Decision decision = place().succession();
        if (decision.begins()) {
          place().lead(decision);
          leading = new Primary(place(), events, clock);
          leading.advance();
        }
      }
      notifyAll();
    } catch (IOException | RuntimeException e) {
      stop(e); // a clock that stood still would be worse
    }
  }

  /** Takes in what others announced in their heartbeats. */
  private void hearOthers() throws IOException {
    for (NodeId peer : settings.others()) {
      Said said = place().heard(peer);
      if (said == null || !said.primary()) {
        continue;
      }
      if (place().isToFollow(peer, said.standing().view())) {
        follow(peer, said.standing(), peer + " has view " + said.standing().view());
      } else {
        place().learn(said.standing());
      }
    }
  }

  private void follow(NodeId newPrimary, Standing theirs, String reason) throws IOException {
    place().enterViewOf(theirs);
    Primary led = leading;
    leading = null;
    if (led != null) {
      events.stepped(place().view(), reason);
    }
    place().follow(newPrimary, reason);
    if (led != null) {
      led.stepDown(); // whoever is told may ask at once who leads now
    }
    notifyAll();
  }

  // ---- as primary

  @Override
  public synchronized CompletableFuture<Outcome> propose(Operation operation) {
    if (closed) {
      return CompletableFuture.failedFuture(
          new DefiniteFailure(Failure.Code.UNREACHABLE, settings.node() + " is stopping"));
    }
    if (leading == null) {
      return CompletableFuture.failedFuture(place().refusal());
    }
    try {
      CompletableFuture<Outcome> outcome = leading.propose(operation);
      notifyAll();
      return outcome;
    } catch (IOException e) {
      stop(e);
      return CompletableFuture.failedFuture(
          new UnknownOutcome(Failure.Code.DISK_FAILED, "the log's disk failed", e));
    }
  }

  /** Blocks until there is something to send to this backup. */
  synchronized ReplicateRequest awaitWork(NodeId backup) throws InterruptedException, IOException {
    while (closed || leading == null || !leading.hasWork(backup)) {
      wait();
    }
    return leading.requestFor(backup);
  }

  synchronized void pause(long millis) throws InterruptedException {
    wait(millis);
  }

  synchronized void answered(NodeId backup, ReplicateRequest request, ReplicateResponse response)
      throws IOException {
    long itsView = response.getView();
    place().saw(itsView);
    if (closed || leading == null || request.getView() != place().view()) {
      return;
    }
    if (response.getAccepted()) {
      leading.accepted(backup, request);
    } else if (itsView > place().view()) {
      Standing theirs = Standing.of(response.getStanding());
      follow(place().ownerOf(itsView), theirs, backup + " has seen view " + itsView);
    } else {
      leading.refused(backup, request, response);
    }
    notifyAll();
  }

  // ---- as backup

  synchronized ReplicateResponse replicate(ReplicateRequest request) throws IOException {
    Backup backup = new Backup(place());
    long itsView = request.getView();
    if (closed || (itsView < place().view() && !obeysWhoeverLed())) {
      return backup.answer(false);
    }
    NodeId from = new NodeId(request.getPrimary());
    Standing theirs = Standing.of(request.getStanding());
    if (place().isToFollow(from, itsView)) {
      follow(from, theirs, from + " is primary of view " + itsView);
    } else {
      place().learn(theirs);
    }
    return backup.take(request);
  }

  /** Not while it leads itself: it would append to one log in two views. */
  private boolean obeysWhoeverLed() {
    return unfenced && leading == null;
  }

  @Override
  public synchronized void unfence(boolean obeysAnybody) {
    unfenced = obeysAnybody;
  }

  // ---- as either

  /** Going on could break a promise. */
  void stop(Exception e) {
    LOG.error("the journal stops", e);
    events.failed(e);
    fatal.run();
  }

  @Override
  public synchronized CompletableFuture<Reading> readLinearizable() {
    // Not linearizable at all: whoever believes that it is the primary answers.
    if (leading == null) {
      return CompletableFuture.failedFuture(place().refusal());
    }
    if (!leading.mayAnswerReads()) {
      return CompletableFuture.failedFuture(
          new DefiniteFailure(
              Failure.Code.NO_LEADER,
              settings.node()
                  + " has just become primary, and its backups lack a part of its log"));
    }
    return CompletableFuture.completedFuture(readLocal());
  }

  @Override
  public synchronized Reading readLocal() {
    AppliedLog log = place().log();
    return new Reading(log.namespace(), log.applied(), 0, leading == null);
  }

  @Override
  public synchronized @Nullable NodeId leader() {
    return place().primary();
  }

  @Override
  public synchronized boolean leads() {
    return leading != null;
  }

  @Override
  public synchronized void introduce(HeartbeatRequest.Builder heartbeat) {
    place().said(leading != null).into(heartbeat);
  }

  @Override
  public synchronized void describe(NodeState.Builder state) {
    AppliedLog log = place().log();
    Role role = leading != null ? Role.PRIMARY : Role.BACKUP;
    NodeId primary = place().primary();
    events.describe(
        state, log.log(), role, place().view(), primary, log.applied(), log.namespace());
    if (leading != null) {
      leading.describe(state);
    }
  }

  @Override
  public synchronized List<LogItem> entries(long first, int limit) {
    return place().log().items(first, limit);
  }

  @Override
  public String elect() {
    return "in replicated nobody votes: the first backup in sync takes over when it believes the"
        + " primary gone";
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
      if (leading != null) {
        leading.stepDown();
      }
      try {
        place().close();
      } catch (IOException e) {
        LOG.warn("closing the log", e);
      }
    }
  }
}
