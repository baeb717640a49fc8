package sandstore.node.raft;

import static org.awaitility.Awaitility.await;

import io.grpc.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.SystemDisk;
import sandstore.node.journal.Journal.Outcome;
import sandstore.proto.Address;
import sandstore.proto.Event;
import sandstore.proto.LinkRule;
import sandstore.proto.MakeFolder;
import sandstore.proto.NodeState;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.Doors;
import sandstore.wire.LinkGate;
import sandstore.wire.LinkRules;
import sandstore.wire.Listening;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

/** A whole Raft group in this process, each member with its own server, gate and folder. */
final class Group implements AutoCloseable {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a cold start on a busy machine
  }

  static final Duration ELECTION = Duration.ofMillis(1000);

  private final Path folder;
  private final List<NodeId> ids;
  private final SnapshotPolicy policy;
  private final Token token = Token.random();
  private final TreeMap<NodeId, Member> members = new TreeMap<>();
  private List<LinkRule> rules = List.of();
  private long starts;

  Group(Path folder, int nodes) {
    this(folder, nodes, SnapshotPolicy.DEFAULT);
  }

  Group(Path folder, int nodes, SnapshotPolicy policy) {
    this.folder = folder;
    this.ids = IntStream.rangeClosed(1, nodes).mapToObj(NodeId::of).toList();
    this.policy = policy;
  }

  /** One member; {@link #stop} and {@link #start} make a new one on the same folder. */
  static final class Member {
    final NodeId id;
    final LinkGate gate = new LinkGate();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final AtomicBoolean fatal = new AtomicBoolean();
    final RaftJournal journal;
    final Channels channels;
    final Server server;
    private final ExecutorService handlers = Executors.newCachedThreadPool();

    Member(NodeSettings settings, Token token, SnapshotPolicy policy, long incarnation)
        throws IOException {
      this.id = settings.node();
      this.channels = new Channels(id, token, gate, RpcTap.SILENT);
      this.journal =
          new RaftJournal(
              settings,
              new SystemDisk(),
              e -> events.add(e.setNode(id.name()).build()),
              channels,
              effect -> {},
              () -> fatal.set(true),
              policy,
              incarnation);
      var builder = Doors.open(id, 0, token, gate, RpcTap.SILENT, handlers);
      journal.services().forEach(builder::addService);
      this.server = builder.build().start();
    }

    NodeState state() {
      NodeState.Builder state = NodeState.newBuilder();
      journal.describe(state);
      return state.build();
    }

    List<Event> events(Event.KindCase kind) {
      return events.stream().filter(e -> e.getKindCase() == kind).toList();
    }

    void close() throws InterruptedException {
      journal.close();
      server.shutdownNow();
      server.awaitTermination();
      channels.close();
      handlers.shutdownNow();
    }
  }

  NodeSettings settings(NodeId id) {
    return new NodeSettings(
        "test-cluster",
        id,
        "raft",
        ids,
        ids.stream().map(n -> "zone1").toList(),
        Math.min(3, ids.size()),
        Math.min(2, ids.size()),
        "spread",
        64 << 10,
        ELECTION,
        Duration.ofMillis(100),
        folder.resolve(id.name()),
        folder.resolve("token"),
        0,
        true,
        1,
        true,
        Listening.LOOPBACK);
  }

  void startAll() throws IOException {
    for (NodeId id : ids) {
      start(id);
    }
  }

  Member start(NodeId id) throws IOException {
    Member member = new Member(settings(id), token, policy, ++starts);
    members.put(id, member);
    tellAll();
    try {
      member.journal.start();
    } catch (IOException | RuntimeException e) {
      stop(id);
      throw e;
    }
    return member;
  }

  void stop(NodeId id) {
    Member member = members.remove(id);
    try {
      if (member != null) {
        member.close();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tellAll() {
    List<Address> addresses = new ArrayList<>();
    members.forEach(
        (id, m) ->
            addresses.add(
                Address.newBuilder()
                    .setNode(id.name())
                    .setHost("127.0.0.1")
                    .setPort(m.server.getPort())
                    .build()));
    for (Member m : members.values()) {
      m.channels.follow(AddressBook.of(addresses));
      m.gate.obey(LinkRules.of(rules));
    }
  }

  /** Cuts every link between this member and the rest. */
  void isolate(NodeId id) {
    List<LinkRule> cuts = new ArrayList<>();
    for (NodeId other : ids) {
      if (!other.equals(id)) {
        cuts.add(cut(id, other));
        cuts.add(cut(other, id));
      }
    }
    rules = cuts;
    tellAll();
  }

  /** Cuts the links from these members to another, and not back. */
  void cut(List<NodeId> from, NodeId to) {
    rules = from.stream().map(f -> cut(f, to)).toList();
    tellAll();
  }

  private static LinkRule cut(NodeId from, NodeId to) {
    return LinkRule.newBuilder().setFrom(from.name()).setTo(to.name()).setCut(true).build();
  }

  void heal() {
    rules = List.of();
    tellAll();
  }

  Member member(NodeId id) {
    return java.util.Objects.requireNonNull(members.get(id));
  }

  Member member(int number) {
    return member(NodeId.of(number));
  }

  List<Member> members() {
    return List.copyOf(members.values());
  }

  /** The leader of the highest term that has one, once it can serve. */
  Member awaitLeader() {
    return await()
        .until(this::leader, leader -> leader != null && leader.state().getCommitIndex() > 0);
  }

  @Nullable Member leader() {
    return members.values().stream()
        .filter(m -> m.journal.leads())
        .max(Comparator.comparingLong(m -> m.state().getTerm()))
        .orElse(null);
  }

  /** A session, so that folders can be made in it. */
  static long openSession(Member at) {
    Operation open =
        Operation.newBuilder()
            .setAtMillis(1)
            .setOpenSession(OpenSession.newBuilder().setClient("test").setTimeoutMillis(86_400_000))
            .build();
    return at.journal.propose(open).join().result().getSession();
  }

  static Operation makeFolder(long session, long sequence) {
    return Operation.newBuilder()
        .setSession(session)
        .setSequence(sequence)
        .setAcknowledgedBelow(sequence)
        .setAtMillis(1)
        .setMakeFolder(MakeFolder.newBuilder().setPath("/folder-" + sequence))
        .build();
  }

  static Outcome make(Member at, long session, long sequence) {
    return at.journal.propose(makeFolder(session, sequence)).join();
  }

  /** Everybody has applied the same, and has the same state. */
  void awaitAgreement() {
    await()
        .until(
            () ->
                members.values().stream()
                        .map(Member::state)
                        .map(
                            s ->
                                s.getAppliedIndex()
                                    + " "
                                    + s.getStateHash()
                                    + " "
                                    + s.getLastIndex())
                        .distinct()
                        .count()
                    == 1);
  }

  @Override
  public void close() {
    for (NodeId id : List.copyOf(members.keySet())) {
      stop(id);
    }
  }
}
