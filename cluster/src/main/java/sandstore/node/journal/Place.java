package sandstore.node.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.membership.Membership;
import sandstore.node.metadata.Namespace;
import sandstore.proto.Failure;
import sandstore.proto.Health;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.Role;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/**
 * Where a node of {@code replicated} stands among the others: its log, the newest {@link Standing}
 * that it knows, whom it takes for the primary, and whether it has everything.
 *
 * <p>A node is sometimes {@link Primary} and mostly {@link Backup}, and all of this outlives either
 * role; so it is here, and the roles hold only what ends with them. Everything is hearsay but the
 * log and the standing, which are on the disk. Not thread-safe: the journal's monitor guards it.
 */
final class Place implements Closeable {
  private final NodeSettings settings;
  private final Membership membership;
  private final JournalEvents events;
  private final Views views;
  private final AppliedLog log;
  private @Nullable NodeId primary;
  private boolean inSync;
  private long highestSeen;
  private String awaited = "it has just started";

  private Place(
      NodeSettings settings,
      Membership membership,
      JournalEvents events,
      Views views,
      AppliedLog log) {
    this.settings = settings;
    this.membership = membership;
    this.events = events;
    this.views = views;
    this.log = log;
    this.highestSeen = view();
  }

  /**
   * Applies all that is in the log.
   *
   * @throws QuarantinedException when log or standing is damaged, or one is behind the other
   */
  static Place open(
      NodeSettings settings,
      Disk disk,
      Membership membership,
      JournalEvents events,
      Consumer<Namespace.Effect> effects)
      throws IOException {
    Path folder = settings.folder().resolve("journal");
    disk.makeFolders(folder);
    Views views = new Views(disk, folder, settings.nodes());
    RecordLog records = RecordLog.open(disk, folder.resolve("log"));
    if (records.term(records.lastIndex()) > views.current().view()) {
      records.close();
      throw new QuarantinedException("meta", "the file of views is missing or behind the log");
    }
    AppliedLog log = new AppliedLog(records, events, effects);
    Place place = new Place(settings, membership, events, views, log);
    events.role(Role.BACKUP, place.view(), null, "started");
    return place;
  }

  NodeId self() {
    return settings.node();
  }

  List<NodeId> others() {
    return settings.others();
  }

  AppliedLog log() {
    return log;
  }

  Standing standing() {
    return views.current();
  }

  long view() {
    return standing().view();
  }

  /** Whom this node takes for the primary of its view. */
  @Nullable NodeId primary() {
    return primary;
  }

  boolean alive(NodeId peer) {
    return membership.health(peer) == Health.ALIVE;
  }

  /**
   * @param primary whether this node believes that it is the primary
   */
  Said said(boolean primary) {
    return new Said(primary, inSync, standing(), log.lastView(), log.lastIndex());
  }

  /** The latest heartbeat of a node that is alive. */
  @Nullable HeartbeatRequest heartbeatOf(NodeId peer) {
    return alive(peer) ? membership.lastOf(peer) : null;
  }

  /** What a node that is alive announced last; null when it said nothing of where it stands. */
  @Nullable Said heard(NodeId peer) {
    HeartbeatRequest heartbeat = heartbeatOf(peer);
    if (heartbeat == null || !heartbeat.hasStanding()) {
      return null;
    }
    Said said = Said.of(heartbeat);
    saw(said.standing().view());
    return said;
  }

  /** A view of this number has begun somewhere; this node must not begin it again. */
  void saw(long view) {
    highestSeen = Math.max(highestSeen, view);
  }

  /** Whether a primary of this view is to be followed, and is not yet. */
  boolean isToFollow(NodeId claimant, long itsView) {
    return itsView > view() || (itsView == view() && !claimant.equals(primary));
  }

  NodeId ownerOf(long view) {
    return views.owner(view, self());
  }

  /** Durable on return. */
  void enter(Standing standing) throws IOException {
    views.enter(standing);
  }

  /** Takes over what the primary decided, if it is news. */
  void learn(Standing theirs) throws IOException {
    if (theirs.newerThan(standing())) {
      enter(theirs);
      inSync = inSync && theirs.has(self());
    }
  }

  /** Like {@link #learn}, from the primary of a view that may be a new one. */
  void enterViewOf(Standing theirs) throws IOException {
    boolean higher = theirs.view() > view();
    if (theirs.newerThan(standing())) {
      enter(theirs);
    }
    if (higher) {
      events.term(view());
    }
    saw(view());
  }

  /** Until this node has been told otherwise by the primary, it is not in sync with it. */
  void follow(NodeId newPrimary, String reason) {
    primary = newPrimary;
    inSync = false;
    events.role(Role.BACKUP, view(), newPrimary, reason);
    events.leader(view(), newPrimary);
  }

  /** What the last request of the primary made of this backup. */
  void inSync(boolean hasEverything) {
    inSync = hasEverything;
  }

  /** A backup that hears nothing of its primary knows of none. */
  void missPrimary() {
    NodeId lost = primary;
    if (lost != null && !alive(lost)) {
      primary = null;
      events.role(Role.BACKUP, view(), null, "hears nothing of " + lost);
    }
  }

  /** Whether this node, which is no primary, is to become it. */
  Succession.Decision succession() {
    Map<NodeId, Said> answers = new TreeMap<>();
    for (NodeId peer : others()) {
      HeartbeatRequest answer = membership.answerOf(peer);
      if (answer != null && answer.hasStanding()) {
        answers.put(peer, Said.of(answer));
      }
    }
    Succession.Decision decision =
        Succession.decide(
            self(), said(false), ownerOf(view()), new HashSet<>(membership.alive()), answers);
    awaited = decision.reason();
    return decision;
  }

  /** Begins a view of this node's own. */
  void lead(Succession.Decision decision) throws IOException {
    long newView = views.nextFor(self(), highestSeen);
    enter(new Standing(newView, 1, decision.inSync()));
    highestSeen = newView;
    primary = self();
    inSync = true;
    events.term(newView);
    events.role(Role.PRIMARY, newView, self(), decision.reason());
    events.leader(newView, self());
  }

  /** Why this node, which is no primary, takes no operation, and who would. */
  DefiniteFailure refusal() {
    NodeId known = primary;
    Failure.Builder failure = Failure.newBuilder().setDefinite(true);
    if (known == null || known.equals(self())) {
      failure
          .setCode(Failure.Code.NO_LEADER)
          .setMessage(self() + " knows of no primary (" + awaited + ")");
    } else {
      failure
          .setCode(Failure.Code.NOT_LEADER)
          .setLeader(known.name())
          .setMessage(self() + " is a backup; the primary is " + known);
    }
    return new DefiniteFailure(failure.build());
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
