package sandstore.lab;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.lab.process.Damage;
import sandstore.lab.process.Home;
import sandstore.lab.process.NodeProcess;
import sandstore.lab.process.NodeProcess.Listening;
import sandstore.lab.process.Ports;
import sandstore.lab.process.Spawner;
import sandstore.proto.Address;
import sandstore.proto.BytesFlipped;
import sandstore.proto.Event;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.NodeExited;
import sandstore.proto.NodeSpawned;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.Orders;
import sandstore.proto.PowerLost;
import sandstore.wire.Channels;
import sandstore.wire.EventLogFile;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.ledger.PowerCut;

/**
 * The processes of one cluster. For each: written settings and orders, a start, a subscription to
 * its events once it listens, and at its end whatever it wrote down and had not told yet. Safe for
 * use by several threads.
 */
final class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
  private static final long STREAM_END_MILLIS = 1000;

  private final Home home;
  private final RosterBook book;
  private final NodeDoors doors;
  private final Spawner spawner;
  private final Channels hand;
  private final EventFeed feed;
  private final OwnEvents lab;
  private final OrdersDesk desk;
  private final ScheduledExecutorService timer;
  private final Map<NodeId, Crew> crews = new ConcurrentHashMap<>();
  private final Map<NodeId, Integer> ports = new ConcurrentHashMap<>();
  private final Map<NodeId, Long> incarnations = new ConcurrentHashMap<>();

  /** One process and what hangs on it. */
  private static final class Crew {
    final NodeProcess process;
    final CompletableFuture<Optional<Subscription>> attached = new CompletableFuture<>();
    final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Version of the orders that it was started with. */
    final long orders;

    Crew(NodeProcess process, long orders) {
      this.process = process;
      this.orders = orders;
    }
  }

  Fleet(
      Home home,
      RosterBook book,
      NodeDoors doors,
      Spawner spawner,
      Channels hand,
      EventFeed feed,
      OwnEvents lab,
      OrdersDesk desk,
      ScheduledExecutorService timer) {
    this.home = home;
    this.book = book;
    this.doors = doors;
    this.spawner = spawner;
    this.hand = hand;
    this.feed = feed;
    this.lab = lab;
    this.desk = desk;
    this.timer = timer;
  }

  /**
   * Starts the node's process; everything else follows by itself. The node must not be running.
   *
   * @throws IOException if its folder cannot be written, or no process started
   */
  synchronized NodeProcess spawn(NodeId node) throws IOException {
    if (crews.containsKey(node)) {
      throw new Refusal(node + " is running already", "restart " + node + " ends it first");
    }
    Files.createDirectories(home.folder(node));
    writeSettings(node);
    if (ports.containsKey(node)) {
      desk.expect(List.of(address(node, port(node))));
    }
    Orders orders = desk.orders();
    Home.replace(home.ordersFile(node), orders.toByteArray());
    NodeProcess process = spawner.start(node);
    Crew crew = new Crew(process, orders.getVersion());
    crews.put(node, crew);
    tellSpawned(process, incarnations.getOrDefault(node, 0L) + 1);
    var attaching =
        process
            .listening()
            .handle((listening, failure) -> listening == null ? null : attach(crew, listening))
            .whenComplete(
                (subscription, failure) -> {
                  if (failure != null) {
                    LOG.error("{} cannot be observed", node, failure);
                  }
                  crew.attached.complete(Optional.ofNullable(subscription));
                });
    var ending = process.onExit().thenRunAsync(() -> ended(crew), Fleet::inOwnThread);
    return process;
  }

  private void tellSpawned(NodeProcess process, long incarnation) {
    lab.tell(
        Event.newBuilder()
            .setNodeSpawned(
                NodeSpawned.newBuilder()
                    .setNode(process.node().name())
                    .setPid(process.pid())
                    .setIncarnation(incarnation)));
  }

  /** All nodes are about to be started: each is told at once where the others will be. */
  synchronized void reservePorts() throws IOException {
    List<NodeId> nodes = book.roster().nodes();
    List<Integer> free = Ports.free(nodes.size());
    List<Address> addresses = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      ports.put(nodes.get(i), free.get(i));
      addresses.add(address(nodes.get(i), free.get(i)));
    }
    desk.expect(addresses);
  }

  private int port(NodeId node) {
    return ports.getOrDefault(node, 0);
  }

  private Address address(NodeId node, int port) {
    return Address.newBuilder()
        .setNode(node.name())
        .setHost(doors.listening(node).reached())
        .setPort(port)
        .build();
  }

  private static void inOwnThread(Runnable run) {
    Thread thread = new Thread(run, "node-exit");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @throws Refusal if it has no certificate, where nodes need one
   */
  void requirePapers(NodeId node) {
    var unused = doors.listening(node);
  }

  private void writeSettings(NodeId node) throws IOException {
    Shape shape = book.shape();
    Roster roster = book.roster();
    Roster.Seat seat = roster.seat(node);
    NodeSettings settings =
        new NodeSettings(
            book.cluster(),
            node,
            shape.topology(),
            roster.nodes(),
            roster.nodes().stream().map(roster::zoneOf).toList(),
            shape.replicas(),
            shape.minReplicas(),
            shape.placement(),
            shape.chunkSize(),
            shape.manual() ? NodeSettings.NEVER : shape.electionTimeout(),
            shape.heartbeat(),
            home.folder(node),
            home.tokenFile(),
            port(node),
            !home.born(node),
            seat.generation(),
            seat.founder(),
            doors.listening(node));
    Properties properties = settings.toProperties();
    StringWriter text = new StringWriter();
    properties.store(text, "written by the lab at each start");
    Home.replace(home.settingsFile(node), text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private Subscription attach(Crew crew, Listening listening) {
    NodeId node = crew.process.node();
    remember(node); // before anyone can reach it
    if (listening.incarnation() <= incarnations.getOrDefault(node, 0L)) { // its folder was put back
      tellSpawned(crew.process, listening.incarnation());
    }
    incarnations.put(node, listening.incarnation());
    ports.put(node, listening.port());
    long version =
        desk.serves(
            address(node, listening.port()),
            FaultServiceGrpc.newStub(hand.free(node)),
            crew.orders);
    LOG.info("{} listens at {}, orders {}", node, listening.port(), version);
    Subscription subscription =
        new Subscription(
            ObserveServiceGrpc.newStub(hand.free(node)),
            listening.incarnation(),
            feed,
            crew.process::alive,
            timer);
    subscription.open();
    return subscription;
  }

  private void remember(NodeId node) {
    try {
      home.setBorn(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it told, then what it had only written down, then that it is gone: in this order. */
  private void ended(Crew crew) {
    NodeProcess process = crew.process;
    NodeId node = process.node();
    String reason = "";
    try {
      Optional<Subscription> subscription = crew.attached.join();
      long told = subscription.map(this::awaitLast).orElse(0L);
      desk.gone(node); // not sooner: it closes the connection on which its last events come
      long incarnation = subscription.map(Subscription::incarnation).orElse(0L);
      reason = lastWords(node, incarnation, told);
      spawner.ended(process);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("what {} did last is not known", node, e);
    } finally {
      crews.remove(node, crew);
      lab.tell(
          Event.newBuilder()
              .setNodeExited(
                  NodeExited.newBuilder()
                      .setNode(node.name())
                      .setPid(process.pid())
                      .setStatus(process.status())
                      .setCause(process.cause() + reason)));
      crew.ended.complete(null);
    }
  }

  private long awaitLast(Subscription subscription) {
    return subscription
        .ended()
        .completeOnTimeout(subscription, STREAM_END_MILLIS, TimeUnit.MILLISECONDS)
        .join()
        .last();
  }

  /** Answers why it ended itself, if its very last event says so. */
  private String lastWords(NodeId node, long incarnation, long told) throws IOException {
    String reason = "";
    for (Event event : EventLogFile.read(home.eventsFile(node))) {
      if (event.getIncarnation() == incarnation) {
        reason = event.hasDiskFailed() ? ": the disk failed, " + problem(event) : reason;
        if (event.getSequence() > told) {
          feed.submit(event);
        }
      }
    }
    return reason;
  }

  private static String problem(Event event) {
    String problem = event.getDiskFailed().getProblem();
    return problem.substring(problem.lastIndexOf(": ") < 0 ? 0 : problem.lastIndexOf(": ") + 2);
  }

  /** The node's process, from its start until its end was told. */
  Optional<NodeProcess> process(NodeId node) {
    return Optional.ofNullable(crews.get(node)).map(crew -> crew.process);
  }

  /**
   * Waits until all that the nodes have told by now has been submitted. A node that stands still or
   * has not introduced itself yet is not asked, and one that does not answer is waited for so long
   * only.
   */
  void hear(Duration atMost) throws InterruptedException {
    CompletableFuture<?>[] heard =
        crews.values().stream()
            .filter(crew -> !crew.process.paused())
            .flatMap(crew -> crew.attached.getNow(Optional.empty()).stream())
            .map(subscription -> subscription.caughtUp(atMost))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(heard)
          .completeOnTimeout(null, atMost.toNanos(), TimeUnit.NANOSECONDS)
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing fails here", e);
    }
  }

  /** After this lab was itself stopped and goes on: paused nodes do not. */
  void stayPaused() {
    for (Crew crew : crews.values()) {
      try {
        crew.process.stayPaused();
      } catch (IOException e) {
        LOG.debug("{} has ended", crew.process.node(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Removes all that a node without a process has; it begins anew. */
  void wipe(NodeId node) throws IOException {
    home.remove(node);
    incarnations.remove(node);
  }

  /** Takes from the disk of a node without a process what was not forced. */
  synchronized PowerCut powerCut(NodeId node) throws IOException {
    if (crews.containsKey(node)) {
      throw new Refusal(node + " was started meanwhile, and has its data");
    }
    PowerCut lost =
        Files.exists(home.folder(node))
            ? PowerCut.to(home.folder(node), new Random())
            : new PowerCut(0, 0, 0);
    lab.tell(
        Event.newBuilder()
            .setPowerLost(
                PowerLost.newBuilder()
                    .setNode(node.name())
                    .setFiles(lost.files())
                    .setBytes(lost.bytes())
                    .setNames(lost.names())));
    return lost;
  }

  List<Damage.Place> corrupt(NodeId node, Damage damage) throws IOException {
    List<Damage.Place> places = damage.to(home.folder(node));
    for (Damage.Place place : places) {
      lab.tell(
          Event.newBuilder()
              .setBytesFlipped(
                  BytesFlipped.newBuilder()
                      .setNode(node.name())
                      .setFile(place.file())
                      .setOffset(place.offset())
                      .setBytes((int) place.bytes())
                      .setGone(damage.how() != Damage.How.FLIP)));
    }
    return places;
  }

  /** Ends all processes: in order first, then by force. Returns when they are gone. */
  void end(long patienceMillis) {
    List<Crew> left = List.copyOf(crews.values());
    left.forEach(Fleet::stop);
    CompletableFuture<Void> all =
        CompletableFuture.allOf(
            left.stream().map(crew -> crew.ended).toArray(CompletableFuture<?>[]::new));
    boolean orderly =
        all.thenApply(nothing -> true)
            .completeOnTimeout(false, patienceMillis, TimeUnit.MILLISECONDS)
            .join();
    if (!orderly) {
      left.forEach(crew -> crew.process.kill());
      all.join();
    }
  }

  private static void stop(Crew crew) {
    try {
      crew.process.stop();
    } catch (IOException e) {
      LOG.debug("{} had ended already", crew.process.node(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
