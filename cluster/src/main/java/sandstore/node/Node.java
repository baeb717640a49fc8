package sandstore.node;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.disk.Disk;
import sandstore.node.disk.FaultyDisk;
import sandstore.node.disk.FolderLock;
import sandstore.node.disk.LedgerDisk;
import sandstore.node.disk.RingFile;
import sandstore.node.disk.SystemDisk;
import sandstore.node.fault.NodeClock;
import sandstore.node.fault.OrdersInForce;
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
import sandstore.proto.Orders;
import sandstore.proto.Quarantined;
import sandstore.wire.Channels;
import sandstore.wire.Doors;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeSettings;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

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
    return start(settings, disk -> disk, fatal);
  }

  /**
   * @param layer put between the node and its disk
   */
  static Node start(NodeSettings settings, UnaryOperator<Disk> layer, Runnable fatal)
      throws IOException {
    Node node = new Node(settings);
    try {
      node.assemble(layer, fatal);
      return node;
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void assemble(UnaryOperator<Disk> layer, Runnable fatal) throws IOException {
    // Folder: exclusively ours, and a new incarnation of it.
    Path folder = settings.folder();
    opened(FolderLock.take(folder));
    // Disk: what the lab wrote is read from the bare one, so that orders can break the other.
    Disk bare = new SystemDisk();
    Orders first = Orders.parseFrom(bare.readAll(folder.resolve(NodeSettings.ORDERS_FILE)));
    FaultyDisk faulty = new FaultyDisk(bare);
    faulty.obey(OrdersInForce.diskFault(first, settings.node()));
    Disk disk = layer.apply(LedgerDisk.open(faulty, folder));
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
    RpcTap tap = opened(new RpcReporter(story, new RaftRpcKinds())).and(signs);
    Channels channels = opened(new Channels(settings.node(), token, gate, tap));
    OrdersInForce orders = new OrdersInForce(settings.node(), gate, channels, faulty, clock, story);
    orders.obey(first);

    // Storage and opinions about the others.
    Differences differences = new Differences(settings.node());
    ChunkStore chunks = ChunkStore.open(disk, folder.resolve("chunks"), differences.noting(story));
    Introduction introduction = new Introduction(settings, disk, incarnation);
    Topology topology = Topology.named(settings.topology());
    Membership membership =
        opened(
            new Membership(
                settings, channels, story, introduction, signs, topology.firstHeartbeat(settings)));

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
    Journal journal = startJournal(topology, parts, story);
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

    // Doors.
    ExecutorService handlers = Executors.newCachedThreadPool(Node::handlerThread);
    opened(handlers::shutdownNow);
    PortLater later = new PortLater();
    List<ServerServiceDefinition> services = new ArrayList<>(journal.services());
    WriteSet writeSet = new WriteSet(story);
    services.add(
        new FileEndpoint(settings, journal, membership, writeSet, policy, channels, clock)
            .bindService());
    services.add(new MetadataEndpoint(settings.node(), journal, clock).bindService());
    services.add(new ChunkEndpoint(settings.node(), chunks, channels).bindService());
    services.add(new RepairEndpoint(upkeep, repairOrders, differences).bindService());
    services.add(new ClusterEndpoint(settings, membership, journal).bindService());
    services.add(new MemberEndpoint(settings, journal, membership, clock).bindService());
    services.add(new FaultEndpoint(orders, journal).bindService());
    StateReport state =
        new StateReport(
            settings, journal, chunks, membership, writeSet, upkeep, orders, later::port);
    services.add(new ObserveEndpoint(observer, state, journal).bindService());
    CallMeter meter = new CallMeter();
    Metrics metrics = new Metrics(settings.node(), meter, state);
    services.add(new AdminEndpoint(metrics).bindService());
    services.replaceAll(service -> ServerInterceptors.intercept(service, meter));
    Server server =
        listen(
            port ->
                Doors.open(settings.node(), port, token, gate, tap, handlers)
                    .addServices(services)
                    .build());
    later.port = server.getPort();
    port = server.getPort();
    opened(() -> Doors.close(server, DRAIN_MILLIS));
    // Closed before the doors: it still answers what it has taken on.
    opened(journal);
    membership.start();
    opened(upkeep).start();
    if (journal.group().isPresent()) {
      opened(new Registrar(settings.node(), journal, membership, introduction)).start();
    }
    LOG.info("{} listens on {}, incarnation {}", settings.node(), port, incarnation);
  }

  /** At the port that was meant for this node, or where the system likes when that is taken. */
  private Server listen(IntFunction<Server> at) throws IOException {
    if (settings.port() != 0) {
      try {
        return at.apply(settings.port()).start();
      } catch (IOException e) {
        LOG.info("port {} is taken: {}", settings.port(), e.toString());
      }
    }
    return at.apply(0).start();
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
