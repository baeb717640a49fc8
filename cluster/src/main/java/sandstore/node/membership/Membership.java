package sandstore.node.membership;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.MemberTable;
import sandstore.node.observe.Reporter;
import sandstore.proto.ClusterServiceGrpc;
import sandstore.proto.Event;
import sandstore.proto.Health;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.HeartbeatResponse;
import sandstore.proto.Member;
import sandstore.proto.PeerAlive;
import sandstore.proto.PeerDead;
import sandstore.proto.PeerSuspected;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/** Sends heartbeats, hears those of others, and tells when a peer's health changes. */
public final class Membership implements AutoCloseable {
  private static final int BEATS_A_TIMEOUT = 3;

  private final NodeSettings settings;
  private final Channels channels;
  private final Reporter reporter;
  private final Supplier<HeartbeatRequest> self;
  private final FailureDetector detector;
  private final long intervalMillis;
  private final long firstMillis;
  private final boolean mutual;
  private final Map<NodeId, HeartbeatRequest> last = new ConcurrentHashMap<>();
  private final Map<NodeId, HeartbeatRequest> answers = new ConcurrentHashMap<>();
  private final Turns turns;
  private final Object telling = new Object();
  private volatile Roll roll;
  private volatile Supplier<MemberTable> table = () -> MemberTable.EMPTY;
  private volatile Consumer<String> refused = reason -> {};
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread t = new Thread(run, "membership");
            t.setDaemon(true);
            return t;
          });

  /**
   * @param self what this node says of itself in each heartbeat
   */
  public Membership(
      NodeSettings settings,
      Channels channels,
      Reporter reporter,
      Supplier<HeartbeatRequest> self,
      SignsOfLife signs,
      Beats beats) {
    this.settings = settings;
    this.channels = channels;
    this.reporter = reporter;
    this.self = self;
    long timeout = settings.silence().toMillis();
    this.intervalMillis = Math.max(25, timeout / BEATS_A_TIMEOUT);
    this.turns = new Turns(intervalMillis);
    this.firstMillis = Math.max(intervalMillis, beats.first().toMillis());
    this.mutual = beats.mutual();
    this.roll = Roll.of(settings, MemberTable.EMPTY);
    this.detector = new FailureDetector(settings.others(), timeout, 3 * timeout);
    signs.listen(this::heard);
  }

  /** From now on members come and go as this table says, which is asked at each beat. */
  public void follow(Supplier<MemberTable> members) {
    table = members;
  }

  /** Is told why this process must not take part any more, when another node says so. */
  public void whenRefused(Consumer<String> then) {
    refused = then;
  }

  public void start() {
    synchronized (detector) {
      detector.begin(now() + firstMillis);
    }
    var unused =
        beat.scheduleAtFixedRate(this::beat, firstMillis, intervalMillis, TimeUnit.MILLISECONDS);
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void beat() {
    follow(table.get());
    HeartbeatRequest request = self.get();
    for (NodeId peer : roll.others(settings.node())) {
      if (channels.book().of(peer) != null && isToBeAsked(peer)) {
        send(peer, request.toBuilder().setAnswered(turns.answers(peer)).build());
      }
    }
    tellChanges(detector -> detector.tick(now()));
  }

  /**
   * Who is not to take part any more has to hear that, in the answer to a heartbeat of its own: it
   * is not asked.
   */
  private boolean isToBeAsked(NodeId peer) {
    if (mutual) {
      return true;
    }
    HeartbeatRequest said = last.get(peer);
    boolean isToHear = said != null && !objection(peer, said).isEmpty();
    return !isToHear && turns.isToAsk(peer, now());
  }

  private void follow(MemberTable now) {
    if (roll.table() != now) {
      Roll next = Roll.of(settings, now);
      synchronized (detector) {
        detector.follow(next.others(settings.node()), now());
      }
      roll = next;
    }
  }

  private void send(NodeId peer, HeartbeatRequest request) {
    Futures.addCallback(
        ClusterServiceGrpc.newFutureStub(channels.to(peer))
            .withDeadlineAfter(BEATS_A_TIMEOUT * intervalMillis, TimeUnit.MILLISECONDS)
            .heartbeat(request),
        new FutureCallback<HeartbeatResponse>() {
          @Override
          public void onSuccess(@Nullable HeartbeatResponse response) {
            if (response != null) {
              if (!response.getObjection().isEmpty()) {
                refused.accept(peer + " says that " + response.getObjection());
              }
              answers.put(peer, response.getSaid());
              turns.answered(peer);
              if (response.getView() == 0) {
                last.put(peer, response.getSaid());
              }
            }
          }

          @Override
          public void onFailure(Throwable silence) {
            turns.notAnswered(peer); // the silence itself is what the detector measures
          }
        },
        MoreExecutors.directExecutor());
  }

  /** A heartbeat of another node arrived. */
  public HeartbeatResponse received(HeartbeatRequest request) {
    NodeId peer = new NodeId(request.getNode());
    last.put(peer, request);
    turns.asked(peer, request.getAnswered(), now());
    HeartbeatRequest mine = self.get();
    return HeartbeatResponse.newBuilder()
        .setNode(mine.getNode())
        .setIncarnation(mine.getIncarnation())
        .setView(mine.getView())
        .setSaid(mine)
        .setObjection(objection(peer, request))
        .build();
  }

  private String objection(NodeId peer, HeartbeatRequest request) {
    String objection = request.hasClaim() ? table.get().objection(peer, request.getClaim()) : null;
    return objection == null ? "" : objection;
  }

  private void heard(NodeId peer) {
    tellChanges(detector -> detector.heard(peer, now()));
  }

  /**
   * Changes are told in the order in which they came: else somebody who is alive again could stay
   * dead in the eyes of all who only read events. Not under the detector's lock, which those take
   * who tell an observer everything from the start.
   */
  private void tellChanges(Function<FailureDetector, List<FailureDetector.Change>> what) {
    synchronized (telling) {
      List<FailureDetector.Change> changes;
      synchronized (detector) {
        changes = what.apply(detector);
      }
      changes.forEach(this::tell);
    }
  }

  private void tell(FailureDetector.Change change) {
    Event.Builder event = Event.newBuilder();
    String peer = change.peer().name();
    switch (change.health()) {
      case ALIVE ->
          event.setPeerAlive(
              PeerAlive.newBuilder()
                  .setPeer(peer)
                  .setAgain(change.before() != Health.HEALTH_UNKNOWN));
      case DEAD ->
          event.setPeerDead(
              PeerDead.newBuilder().setPeer(peer).setSilentMillis(change.silentMillis()));
      default ->
          event.setPeerSuspected(
              PeerSuspected.newBuilder().setPeer(peer).setSilentMillis(change.silentMillis()));
    }
    reporter.report(event);
  }

  public Health health(NodeId peer) {
    if (peer.equals(settings.node())) {
      return Health.ALIVE;
    }
    synchronized (detector) {
      return detector.of(peer);
    }
  }

  /** This node and all others that belong to the cluster, in order. */
  public List<NodeId> nodes() {
    return List.copyOf(roll.zones().keySet());
  }

  /** Empty for a node that does not belong to the cluster. */
  public String zoneOf(NodeId node) {
    return roll.zones().getOrDefault(node, "");
  }

  /** This node and all peers that it believes alive, in order. */
  public List<NodeId> alive() {
    return nodes().stream().filter(n -> health(n) == Health.ALIVE).toList();
  }

  /** What a peer said of itself last, asked or not; null if it never did. */
  public @Nullable HeartbeatRequest lastOf(NodeId peer) {
    return last.get(peer);
  }

  /**
   * What a peer said of itself when it last answered a heartbeat of this node; null if it never
   * did. Other than {@link #lastOf}, it was said by somebody who knew that this node is alive.
   */
  public @Nullable HeartbeatRequest answerOf(NodeId peer) {
    return answers.get(peer);
  }

  /** Everybody, as this node believes they are. */
  public List<Member> members() {
    return nodes().stream().map(this::member).toList();
  }

  private Member member(NodeId node) {
    boolean me = node.equals(settings.node());
    HeartbeatRequest said = me ? self.get() : last.get(node);
    long silent;
    synchronized (detector) {
      silent = me ? 0 : detector.silentMillis(node, now());
    }
    return Member.newBuilder()
        .setNode(node.name())
        .setZone(zoneOf(node))
        .setHealth(health(node))
        .setHeardMillisAgo(silent)
        .setFreeBytes(said == null ? 0 : said.getFreeBytes())
        .build();
  }

  @Override
  public void close() {
    beat.shutdownNow();
  }
}
