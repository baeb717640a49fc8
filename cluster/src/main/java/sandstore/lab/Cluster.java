package sandstore.lab;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import sandstore.client.StoreClient;
import sandstore.lab.process.Home;
import sandstore.lab.process.NodeProcess;
import sandstore.lab.process.Reaper;
import sandstore.lab.process.Spawner;
import sandstore.lab.process.Watchdog;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.NodeView.Process;
import sandstore.proto.BeginRequest;
import sandstore.proto.BeginResponse;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkServiceGrpc.ChunkServiceBlockingStub;
import sandstore.proto.ElectRequest;
import sandstore.proto.ElectResponse;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.LinkRule;
import sandstore.proto.NodePaused;
import sandstore.proto.NodeResumed;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.ObserveServiceGrpc.ObserveServiceBlockingStub;
import sandstore.proto.Orders;
import sandstore.proto.RepairServiceGrpc;
import sandstore.proto.RepairSettings;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.LinkGate;
import sandstore.wire.LinkRules;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

/**
 * A cluster that is up: its processes, what may be done to them, and what they tell.
 *
 * <p>Each verb returns once {@link #view} shows what it did; what makes no sense now is a {@link
 * Refusal}. All may be called from any thread, and end early by an interrupt; what was begun by
 * then goes on.
 */
public final class Cluster implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(5);

  /** How far {@link Lab#up} is. */
  public interface Progress {
    /**
     * @param done nodes that have told their state
     * @param what is awaited now, in a few words
     */
    void moved(int done, int total, String what);
  }

  private final Shape shape;
  private final Token token;
  private final ScheduledExecutorService timer;
  private final EventFeed feed;
  private final OwnEvents lab;
  private final Channels hand;
  private final Channels clientChannels;
  private final LinkGate clientGate = new LinkGate();
  private final OrdersDesk desk;
  private final Watchdog watchdog;
  private final Fleet fleet;
  private final StoreClient client;
  private final Set<Visitor> visitors = ConcurrentHashMap.newKeySet();

  private Cluster(
      Home home,
      StoredCluster stored,
      List<String> nodeCommand,
      Reaper reaper,
      Listeners listeners,
      AtomicLong unknownOutcomes)
      throws IOException {
    token = home.token();
    shape = stored.shape();
    timer = Executors.newSingleThreadScheduledExecutor(Cluster::daemon);
    feed = new EventFeed(ClusterView.EMPTY, Fold::fold, listeners);
    lab = new OwnEvents(NodeId.LAB, feed);
    hand = new Channels(NodeId.LAB, token, new LinkGate(), RpcTap.SILENT);
    ClientEvents told = new ClientEvents(new OwnEvents(NodeId.CLIENT, feed), unknownOutcomes);
    clientChannels = new Channels(NodeId.CLIENT, token, clientGate, told);
    desk = new OrdersDesk(lab, this::obey, timer);
    watchdog = Watchdog.start();
    Spawner spawner = new Spawner(home, nodeCommand, watchdog, reaper);
    fleet = new Fleet(home, stored, spawner, hand, feed, lab, desk, timer);
    client = new StoreClient("client", clientChannels, shape::nodeIds, told);
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "lab-timer");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Ends what an earlier lab left on this home, and starts the cluster; if that fails or is
   * interrupted, nothing of it is left running.
   */
  static Cluster up(
      Home home,
      StoredCluster stored,
      List<String> nodeCommand,
      Listeners listeners,
      AtomicLong unknownOutcomes,
      Progress progress)
      throws IOException, InterruptedException {
    Reaper reaper = new Reaper(home);
    reaper.reap();
    Cluster cluster = new Cluster(home, stored, nodeCommand, reaper, listeners, unknownOutcomes);
    boolean up = false;
    try {
      FirstElection election =
          new FirstElection(cluster.shape, cluster.feed, cluster.desk, cluster.hand);
      new Startup(cluster.shape, cluster.fleet, cluster.feed, election, progress).run();
      up = true;
      return cluster;
    } finally {
      if (!up) {
        cluster.close();
      }
    }
  }

  private void obey(Orders orders) {
    AddressBook book = AddressBook.of(orders.getAddressesList());
    hand.follow(book);
    clientChannels.follow(book);
    visitors.forEach(visitor -> visitor.follow(book));
    clientGate.obey(LinkRules.of(orders.getRulesList()));
  }

  public Shape shape() {
    return shape;
  }

  /** SIGKILL; returns when the view shows the process gone. */
  public void kill(NodeId node) throws InterruptedException {
    NodeProcess process = process(node);
    process.kill();
    awaitGone(process);
  }

  /** SIGTERM: the node closes its files in order; SIGKILL after 5 s. */
  public void stop(NodeId node) throws InterruptedException {
    NodeProcess process = process(node);
    if (state(node) == Process.PAUSED) {
      throw new Refusal(
          node + " is paused, and could not close its files",
          "resume " + node + " first, or kill it");
    }
    signal(process::stop);
    if (!feed.await(view -> gone(view, process), STOP)) {
      process.kill();
      awaitGone(process);
    }
  }

  /** Starts an exited node with its data; returns when it is running and observed. */
  public void start(NodeId node) throws InterruptedException {
    NodeProcess process;
    try {
      process = fleet.spawn(node);
    } catch (IOException e) {
      throw new DefiniteFailure(
          Failure.Code.INTERNAL, node + " cannot be started: " + e.getMessage(), e);
    }
    must(view -> Startup.decided(view, process), START, node + " has not started");
    NodeView now = feed.view().nodes().get(node);
    if (now == null || now.process() == Process.EXITED) {
      throw Startup.notStarted(node, now == null ? "it is gone" : now.exitCause());
    }
  }

  /** SIGSTOP: the process stands still, its connections stay open. */
  public void pause(NodeId node) throws InterruptedException {
    NodeProcess process = process(node);
    if (state(node) == Process.PAUSED) {
      throw new Refusal(node + " is paused already", "resume " + node + " lets it go on");
    }
    signal(process::pause);
    lab.tell(Event.newBuilder().setNodePaused(NodePaused.newBuilder().setNode(node.name())));
    must(view -> state(view, node) != Process.RUNNING, ANSWER, node + " is not seen paused");
  }

  /**
   * Stops paused nodes again. To be called when this process goes on after it was itself stopped
   * (Ctrl-Z): the shell's {@code fg} wakes its children too.
   */
  public void stayPaused() {
    fleet.stayPaused();
  }

  /** SIGCONT; returns when the node has the newest orders, too. */
  public void resume(NodeId node) throws InterruptedException {
    NodeProcess process = process(node);
    if (state(node) != Process.PAUSED) {
      throw new Refusal(node + " is not paused", "");
    }
    signal(process::resume);
    lab.tell(Event.newBuilder().setNodeResumed(NodeResumed.newBuilder().setNode(node.name())));
    long version = desk.orders().getVersion();
    must(view -> obeysOrIsGone(view, node, version), ANSWER, node + " does not answer");
  }

  private interface Signal {
    void send() throws IOException, InterruptedException;
  }

  private static void signal(Signal signal) throws InterruptedException {
    try {
      signal.send();
    } catch (IOException e) {
      throw new DefiniteFailure(Failure.Code.INTERNAL, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Removes the data of an exited node.
   *
   * @throws Refusal in {@code raft}: a voter that forgot its vote could vote twice in one term, and
   *     one that forgot its log could help a leader that lacks acknowledged entries
   */
  public void wipe(NodeId node) throws InterruptedException {
    if (shape.topology().equals("raft")) {
      throw new Refusal(
          "a Raft node must not forget: without its log and its vote, "
              + node
              + " could vote twice in one term and undo what was acknowledged",
          "reset removes the data of all nodes");
    }
    if (fleet.process(node).isPresent()) {
      throw new Refusal(node + " is running", "stop " + node + " first");
    }
    try {
      fleet.wipe(node);
    } catch (IOException e) {
      throw new DefiniteFailure(
          Failure.Code.INTERNAL,
          "the data of " + node + " cannot be removed: " + e.getMessage(),
          e);
    }
  }

  /**
   * Makes the node campaign, and waits about an election timeout for what comes of it.
   *
   * @return empty, or why it did not campaign
   */
  public String elect(NodeId node) throws InterruptedException {
    if (!shape.topology().equals("raft")) {
      throw new Refusal("nobody is elected in " + shape.topology(), "up raft has elections");
    }
    process(node);
    long before = feed.view().term();
    ElectResponse answer;
    try {
      answer =
          FaultServiceGrpc.newBlockingStub(hand.free(node))
              .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
              .elect(ElectRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      return "it does not answer (" + e.getStatus().getCode() + ")";
    }
    if (!answer.getCampaigned()) {
      return answer.getReason();
    }
    must(view -> view.term() > before, ANSWER, node + " campaigned, but no new term was seen");
    var unused =
        feed.await(
            view -> view.leader().filter(l -> l.term() > before).isPresent(),
            shape.electionTimeout());
    return "";
  }

  /**
   * Changes the whole set of link rules; returns the nodes that obey already, the rest is pending:
   * paused, or not running and told when it starts.
   */
  public Collection<NodeId> faults(UnaryOperator<Collection<LinkRule>> change)
      throws InterruptedException {
    long version = desk.change(change);
    var all =
        feed.await(
            view -> view.running().stream().allMatch(node -> node.ordersVersion() >= version),
            ANSWER);
    return feed.view().running().stream()
        .filter(node -> node.ordersVersion() >= version)
        .map(NodeView::id)
        .toList();
  }

  /** How fast and how soon copies are made, as the lab has ordered. */
  public RepairSettings repairSettings() {
    return desk.orders().getRepair();
  }

  /** Changes that; returns once all running nodes follow. */
  public void repairSettings(RepairSettings settings) throws InterruptedException {
    long version = desk.change(settings);
    must(
        view -> view.running().stream().allMatch(node -> node.ordersVersion() >= version),
        ANSWER,
        "not every node follows");
  }

  /** Asks the node to do something about copies; no fault touches this. */
  public BeginResponse begin(NodeId node, BeginRequest request) {
    try {
      return RepairServiceGrpc.newBlockingStub(hand.free(node))
          .withDeadlineAfter(START.toMillis(), TimeUnit.MILLISECONDS)
          .begin(request);
    } catch (StatusRuntimeException e) {
      throw Failures.fromStatus(e, true);
    }
  }

  /** Waits until the view satisfies the condition. */
  public boolean await(Predicate<ClusterView> condition, Duration within)
      throws InterruptedException {
    return feed.await(condition, within);
  }

  public ClusterView view() {
    return feed.view();
  }

  /** The last events, in the lab's order. */
  public EventLog events() {
    return feed.log();
  }

  /** The lab's own client, named {@code client} in link rules. */
  public StoreClient client() {
    return client;
  }

  /** Another client, for loads; to be closed by whoever asked for it. */
  public Visitor visitor(String name) {
    return new Visitor(name, token, clientGate, clientChannels::book, shape.nodeIds(), visitors);
  }

  /** Asks the node itself, for at most 5 s; no fault touches this. */
  public ObserveServiceBlockingStub observe(NodeId node) {
    return ObserveServiceGrpc.newBlockingStub(hand.free(node))
        .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks the node's chunk store, for at most 5 s; no fault touches the request. */
  public ChunkServiceBlockingStub chunks(NodeId node) {
    return ChunkServiceGrpc.newBlockingStub(hand.free(node))
        .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private NodeProcess process(NodeId node) {
    return fleet
        .process(node)
        .orElseThrow(() -> new Refusal(node + " is not running", "start " + node + " starts it"));
  }

  private Process state(NodeId node) {
    return state(feed.view(), node);
  }

  private static Process state(ClusterView view, NodeId node) {
    return view.node(node).map(NodeView::process).orElse(Process.EXITED);
  }

  private static boolean gone(ClusterView view, NodeProcess process) {
    return view.node(process.node())
        .filter(n -> n.pid() != process.pid() || n.process() == Process.EXITED)
        .isPresent();
  }

  private static boolean obeysOrIsGone(ClusterView view, NodeId node, long version) {
    return view.node(node)
        .filter(n -> n.ordersVersion() >= version || n.process() == Process.EXITED)
        .isPresent();
  }

  private void awaitGone(NodeProcess process) throws InterruptedException {
    must(view -> gone(view, process), ANSWER, process.node() + " has not ended");
  }

  private void must(Predicate<ClusterView> condition, Duration within, String otherwise)
      throws InterruptedException {
    if (!feed.await(condition, within)) {
      throw new DefiniteFailure(
          Failure.Code.TIMEOUT, otherwise + " after " + within.toSeconds() + " s");
    }
  }

  /** Ends all nodes, in order; by force those that are not gone after 5 s. */
  @Override
  public void close() {
    client.close();
    fleet.end(STOP.toMillis());
    try {
      watchdog.close();
      feed.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clientChannels.close();
      hand.close();
      timer.shutdownNow();
    }
  }
}
