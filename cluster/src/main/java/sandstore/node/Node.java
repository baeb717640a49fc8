package sandstore.node;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.disk.CarelessDisk;
import sandstore.node.disk.Disk;
import sandstore.node.disk.FaultyDisk;
import sandstore.node.disk.FolderLock;
import sandstore.node.disk.LedgerDisk;
import sandstore.node.disk.RingFile;
import sandstore.node.disk.SystemDisk;
import sandstore.node.fault.NodeClock;
import sandstore.node.fault.OrdersInForce;
import sandstore.node.journal.BackupMessages;
import sandstore.node.journal.CarelessJournal;
import sandstore.node.journal.Journal;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.QuarantinedJournal;
import sandstore.node.membership.Membership;
import sandstore.node.membership.SignsOfLife;
import sandstore.node.membership.WriteSet;
import sandstore.node.metrics.CallMeter;
import sandstore.node.metrics.Metrics;
import sandstore.node.observe.Observer;
import sandstore.node.observe.Reporter;
import sandstore.node.observe.RpcReporter;
import sandstore.node.observe.StoryLog;
import sandstore.node.placement.Policy;
import sandstore.node.raft.RaftRpcKinds;
import sandstore.node.repair.Differences;
import sandstore.node.repair.Fence;
import sandstore.node.repair.RepairOrders;
import sandstore.node.repair.Upkeep;
import sandstore.node.service.AdminEndpoint;
import sandstore.node.service.ChunkEndpoint;
import sandstore.node.service.ClusterEndpoint;
import sandstore.node.service.FaultEndpoint;
import sandstore.node.service.FileEndpoint;
import sandstore.node.service.MemberEndpoint;
import sandstore.node.service.MetadataEndpoint;
import sandstore.node.service.ObserveEndpoint;
import sandstore.node.service.RepairEndpoint;
import sandstore.node.topology.Parts;
import sandstore.node.topology.Topology;
import sandstore.proto.Event;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.Orders;
import sandstore.proto.Quarantined;
import sandstore.wire.Channels;
import sandstore.wire.ConduitDoor;
import sandstore.wire.Doors;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeSettings;
import sandstore.wire.RpcTap;
import sandstore.wire.Tls;
import sandstore.wire.Token;
import sandstore.wire.trunk.TrunkServer;

/**
 * One node, put together in the order in which its parts depend on each other: folder, disk, voice
 * (events), network, chunks, membership, journal, doors.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final long DRAIN_MILLIS = 300;

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final NodeSettings settings;
  private long incarnation;
  private int port;

  private Node(NodeSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts a node and returns when it answers calls.
   *
   * @param fatal called when going on could break a promise; must end the process
   * @throws IOException the folder is another node's, in use, or cannot be read
   */
  public static Node start(NodeSettings settings, Runnable fatal) throws IOException {
    Node node = new Node(settings);
    try {
      node.assemble(fatal);
      return node;
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void assemble(Runnable fatal) throws IOException {
    // Before anything is touched: beyond loopback nothing listens unprotected.
    settings.listening().check();
    Tls tls = Tls.of(settings.listening().papers());
    // Folder: exclusively ours, and a new incarnation of it.
    Path folder = settings.folder();
    opened(FolderLock.take(folder));
    // Disk: what the lab wrote is read from the bare one, so that orders can break the other.
    Disk bare = new SystemDisk();
    Orders first = Orders.parseFrom(bare.readAll(folder.resolve(NodeSettings.ORDERS_FILE)));
    FaultyDisk faulty = new FaultyDisk(bare);
    faulty.obey(OrdersInForce.diskFault(first, settings.node()));
    CarelessDisk disk = new CarelessDisk(LedgerDisk.open(faulty, folder));
    disk.obey(OrdersInForce.isCareless(first, settings.node()));
    incarnation = Identity.begin(disk, settings).incarnation();

    // Voice: whatever happens from here on is told.
    RingFile ring = opened(RingFile.open(folder.resolve("events.log"), RingFile.DEFAULT_BYTES));
    NodeClock clock = new NodeClock();
    Observer observer = opened(new Observer(settings.node(), incarnation, ring, clock));
    Reporter story = new StoryLog(observer);

    // Network: named peers, one gate for all that is sent, the lab's token on each call.
    Token token =
        new Token(
            new String(bare.readAll(settings.tokenFile()), StandardCharsets.US_ASCII).strip());
    LinkGate gate = new LinkGate();
    SignsOfLife signs = new SignsOfLife();
    RpcTap tap =
        opened(new RpcReporter(story, new RaftRpcKinds().or(new BackupMessages()))).and(signs);
    Channels channels = opened(new Channels(settings.node(), token, gate, tap, tls));
    OrdersInForce orders =
        new OrdersInForce(settings.node(), gate, channels, faulty, disk, clock, story);
    orders.obey(first);

    // Storage and opinions about the others.
    Differences differences = new Differences(settings.node());
    ChunkStore chunks = ChunkStore.open(disk, folder.resolve("chunks"), differences.noting(story));
    Introduction introduction = new Introduction(settings, disk, incarnation);
    Topology topology = Topology.named(settings.topology());
    Membership membership =
        opened(
            new Membership(
                settings, channels, story, introduction, signs, topology.heartbeats(settings)));

    // The journal: the one part in which the topologies differ.
    Effects effects = opened(new Effects(settings.node(), story, chunks, differences));
    Parts parts =
        new Parts(
            settings,
            disk,
            differences.noting(story),
            channels,
            membership,
            effects,
            fatal,
            incarnation);
    CarelessJournal journal = new CarelessJournal(startJournal(topology, parts, story));
    introduction.include(journal);
    effects.follow(journal);
    journal
        .group()
        .ifPresent(
            group -> {
              membership.follow(() -> journal.readLocal().namespace().members());
              membership.whenRefused(group::quit);
            });

    Policy policy = Policy.named(settings.placement());

    // Copies of chunks: enough of them, and all of them sound.
    Upkeep upkeep =
        new Upkeep(
            settings,
            journal,
            membership,
            policy,
            chunks,
            differences,
            channels,
            observer,
            orders::repair);
    Fence fence = new Fence(disk, folder.resolve("fence"));
    RepairOrders repairOrders = new RepairOrders(settings.node(), chunks, journal, channels, fence);

    // What a learner has switched off; the disk knows it already.
    orders.follow(
        own -> {
          journal.obey(own.getUnsafeReads(), own.getUnsafeDedup());
          journal.unfence(own.getUnsafeFencing());
          fence.obey(own.getUnsafeFencing());
          chunks.trust(own.getUnsafeChecksum());
        });

    // Doors.
    ExecutorService handlers = Executors.newCachedThreadPool(Node::handlerThread);
    opened(handlers::shutdownNow);
    @Nullable ConduitDoor conduits =
        tls.protects() ? null : opened(ConduitDoor.open(settings.node(), token));
    PortLater later = new PortLater();
    List<ServerServiceDefinition> services = new ArrayList<>(journal.services());
    WriteSet writeSet = new WriteSet(story);
    services.add(
        new FileEndpoint(settings, journal, membership, writeSet, policy, channels, clock)
            .bindService());
    services.add(new MetadataEndpoint(settings.node(), journal, clock).bindService());
    services.add(new ChunkEndpoint(settings.node(), chunks, channels, conduits).bindService());
    services.add(new RepairEndpoint(upkeep, repairOrders, differences).bindService());
    services.add(new ClusterEndpoint(settings, membership, journal).bindService());
    services.add(new MemberEndpoint(settings, journal, membership, clock).bindService());
    services.add(new FaultEndpoint(orders, journal, gate.holds()).bindService());
    StateReport state =
        new StateReport(
            settings, journal, chunks, membership, writeSet, upkeep, orders, gate, later::port);
    services.add(new ObserveEndpoint(observer, state, journal).bindService());
    CallMeter meter = new CallMeter();
    Metrics metrics = new Metrics(settings.node(), meter, state);
    services.add(new AdminEndpoint(metrics).bindService());
    services.replaceAll(service -> ServerInterceptors.intercept(service, meter));
    Set<String> prompt = promptMethods(journal);
    TrunkServer trunks =
        Doors.trunks(settings.node(), gate, tap, handlers, prompt, List.copyOf(services));
    services.add(trunks.definition());
    Server server =
        listen(
            at ->
                Doors.open(settings.node(), at, tls, token, gate, tap, handlers, prompt)
                    .addServices(services)
                    .build());
    later.port = server.getPort();
    port = server.getPort();
    opened(() -> Doors.close(server, DRAIN_MILLIS));
    opened(trunks);
    // Closed before the doors: it still answers what it has taken on.
    opened(journal);
    membership.start();
    opened(upkeep).start();
    if (journal.group().isPresent() && !settings.manual()) { // whose entries nobody asked for
      opened(new Registrar(settings.node(), journal, membership, introduction)).start();
    }
    LOG.info("{} listens on {}, incarnation {}", settings.node(), port, incarnation);
  }

  /** Calls whose handlers only hand over to the journal. */
  private static Set<String> promptMethods(Journal journal) {
    if (!journal.returnsAtOnce()) {
      return Set.of();
    }
    Set<String> prompt =
        new HashSet<>(
            Set.of(
                FileServiceGrpc.getCommitFileMethod().getFullMethodName(),
                MetadataServiceGrpc.getProposeMethod().getFullMethodName(),
                MetadataServiceGrpc.getStatMethod().getFullMethodName()));
    journal.services().forEach(own -> prompt.add(own.getServiceDescriptor().getName()));
    return prompt;
  }

  /** At the port that was meant for this node, or where the system likes when that is taken. */
  private Server listen(Function<InetSocketAddress, Server> at) throws IOException {
    if (settings.port() != 0) {
      try {
        return at.apply(settings.listening().at(settings.port())).start();
      } catch (IOException e) {
        LOG.info("port {} is taken: {}", settings.port(), e.toString());
      }
    }
    return at.apply(settings.listening().at(0)).start();
  }

  /** A node whose state is damaged stays up to say so, and takes no part. */
  private static Journal startJournal(Topology topology, Parts parts, Reporter reporter)
      throws IOException {
    try {
      Journal journal = topology.journal(parts);
      journal.start();
      return journal;
    } catch (QuarantinedException e) {
      LOG.error("quarantined: {}", e.what(), e);
      reporter.report(
          Event.newBuilder()
              .setQuarantined(
                  Quarantined.newBuilder().setWhat(e.what()).setReason(e.getMessage())));
      return new QuarantinedJournal(e);
    }
  }

  private static Thread handlerThread(Runnable run) {
    Thread t = new Thread(run, "handler");
    t.setDaemon(true);
    return t;
  }

  private <T extends AutoCloseable> T opened(T part) {
    toClose.push(part);
    return part;
  }

  private static final class PortLater {
    volatile int port;

    int port() {
      return port;
    }
  }

  public int port() {
    return port;
  }

  public long incarnation() {
    return incarnation;
  }

  /** Ends the parts in the reverse order. What was acknowledged is on disk already. */
  @Override
  public void close() {
    while (!toClose.isEmpty()) {
      AutoCloseable part = toClose.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("closing {}", part, e);
      }
    }
  }
}
