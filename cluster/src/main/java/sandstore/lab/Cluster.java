package sandstore.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.client.Call;
import sandstore.client.StoreClient;
import sandstore.lab.history.History;
import sandstore.lab.history.Recorder;
import sandstore.lab.history.Tape;
import sandstore.lab.process.Damage;
import sandstore.lab.process.Home;
import sandstore.lab.process.Reaper;
import sandstore.lab.process.Spawner;
import sandstore.lab.process.Watchdog;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.HoldRule;
import sandstore.proto.InvariantJudged;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeRule;
import sandstore.proto.Orders;
import sandstore.proto.RepairSettings;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.RpcKinds;
import sandstore.wire.RpcTap;
import sandstore.wire.StoreException;
import sandstore.wire.Token;
import sandstore.wire.ledger.PowerCut;

/**
 * A cluster that is up: its processes, what may be done to them, and what they tell.
 *
 * <p>Each verb returns once {@link #view} shows what it did; what makes no sense now is a {@link
 * Refusal}. All may be called from any thread, and end early by an interrupt; what was begun by
 * then goes on.
 */
public final class Cluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final Duration SETTLED = Duration.ofSeconds(1);

  /** Far longer than a busy node takes to answer, and short enough for each command. */
  private static final Duration HEARD = Duration.ofMillis(500);

  private static final Duration STOP = Duration.ofSeconds(5);

  /** How far {@link Lab#up} is. */
  public interface Progress {
    /**
     * @param done nodes that have told their state
     * @param what is awaited now, in a few words
     */
    void moved(int done, int total, String what);
  }

  private final RosterBook book;
  private final ScheduledExecutorService timer;
  private final EventFeed feed;
  private final OwnEvents lab;
  private final Channels hand;
  private final Clients clients;
  private final OrdersDesk desk;
  private final Watchdog watchdog;
  private final Fleet fleet;
  private final Processes processes;
  private final Disks disks;
  private final Enrolment enrolment;
  private final Secrecy secrecy;
  private final Recorder recorder = new Recorder();
  private final Belongings along = new Belongings();
  private final boolean fresh;

  private Cluster(
      Home home,
      StoredCluster stored,
      NodeDoors doors,
      boolean fresh,
      List<String> nodeCommand,
      Reaper reaper,
      Listeners listeners,
      AtomicLong unknownOutcomes)
      throws IOException {
    this.fresh = fresh;
    Token token = home.token();
    book = new RosterBook(home.clusterFile(), stored);
    timer = Executors.newSingleThreadScheduledExecutor(Cluster::daemon);
    feed =
        new EventFeed(
            ClusterView.EMPTY,
            (view, event) -> {
              recorder.take(event);
              return Fold.fold(view, event);
            },
            listeners);
    lab = new OwnEvents(NodeId.LAB, feed);
    hand = new Channels(NodeId.LAB, token, new LinkGate(), RpcTap.SILENT, doors.tls());
    ClientEvents told = new ClientEvents(new OwnEvents(NodeId.CLIENT, feed), unknownOutcomes);
    clients = new Clients(token, doors.tls(), told, this::nodes, stored.shape().manual());
    desk = new OrdersDesk(lab, this::obey, timer);
    watchdog = Watchdog.start();
    Spawner spawner = new Spawner(home, nodeCommand, watchdog, reaper);
    fleet = new Fleet(home, book, doors, spawner, hand, feed, lab, desk, timer);
    processes = new Processes(fleet, feed, desk, lab);
    disks = new Disks(fleet, processes, book);
    enrolment = new Enrolment(this, home, book, fleet, feed, hand, lab);
    secrecy = new Secrecy(feed.seal(), desk, fleet, feed, lab);
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
      NodeDoors doors,
      boolean fresh,
      List<String> nodeCommand,
      Listeners listeners,
      AtomicLong unknownOutcomes,
      Progress progress)
      throws IOException, InterruptedException {
    Reaper reaper = new Reaper(home);
    reaper.reap();
    Cluster cluster =
        new Cluster(home, stored, doors, fresh, nodeCommand, reaper, listeners, unknownOutcomes);
    boolean up = false;
    try {
      FirstElection election =
          new FirstElection(
              cluster.shape(), cluster.roster().voters(), cluster.feed, cluster.desk, cluster.hand);
      new Startup(
              cluster.shape(), cluster.roster(), cluster.fleet, cluster.feed, election, progress)
          .run();
      for (NodeId wiped : cluster.roster().wiped()) {
        progress.moved(0, 1, wiped + " comes back as a new peer");
        cluster.enrolment.comeBack(wiped, Enrolment.Telling.NOBODY);
      }
      if (cluster.shape().manual()) {
        cluster.handOver();
      }
      up = true;
      return cluster;
    } finally {
      if (!up) {
        cluster.close();
      }
    }
  }

  /** From now on whoever sits at the lab is the network. */
  private void handOver() throws InterruptedException {
    try {
      // else it would be the learner's first entry
      clients.own().openSession(Call.DEFAULT);
    } catch (StoreException e) {
      LOG.info("no session yet: {}", e.getMessage());
    }
    var unused = feed.await(Cluster::quiet, ANSWER);
    var obeying =
        holds(
            none ->
                RpcKinds.RAFT.stream()
                    .map(kind -> HoldRule.newBuilder().setKind(kind).build())
                    .toList());
  }

  /** Everybody has what the leader has, and knows that it is committed. */
  private static boolean quiet(ClusterView view) {
    long last = view.leader().map(NodeView::lastIndex).orElse(Long.MAX_VALUE);
    return view.running().stream().allMatch(n -> n.commitIndex() >= last);
  }

  private void obey(Orders orders) {
    hand.follow(AddressBook.of(orders.getAddressesList()));
    clients.obey(orders);
  }

  public Shape shape() {
    return book.shape();
  }

  Roster roster() {
    return book.roster();
  }

  /** The nodes that belong to it now, running or not, in order. */
  public List<NodeId> nodes() {
    return book.roster().nodes();
  }

  public String zoneOf(NodeId node) {
    return book.roster().zoneOf(node);
  }

  /** Who joins, who leaves, who leads. */
  public Enrolment enrolment() {
    return enrolment;
  }

  /** Who breaks things without telling anybody. */
  public Secrecy secrecy() {
    return secrecy;
  }

  /** SIGKILL; returns when the view shows the process gone. */
  public void kill(NodeId node) throws InterruptedException {
    processes.kill(node);
  }

  /**
   * SIGKILL to all of them at once, and then what they had not forced is taken from their disks. A
   * node that has ended already loses what it left unforced.
   *
   * @return what each lost
   */
  public Map<NodeId, PowerCut> powerLoss(List<NodeId> nodes) throws InterruptedException {
    return disks.losePower(nodes);
  }

  /**
   * Flips bytes on the node's disk, whether it runs or not.
   *
   * @throws Refusal when there is no such thing on it
   */
  public List<Damage.Place> corrupt(NodeId node, Damage damage) {
    return disks.corrupt(node, damage);
  }

  /** SIGTERM: the node closes its files in order; SIGKILL after 5 s. */
  public void stop(NodeId node) throws InterruptedException {
    processes.stop(node);
  }

  /**
   * Starts an exited node with its data; returns when it is running and observed. One that was
   * wiped comes back as a new generation, with the consent of a majority.
   */
  public void start(NodeId node) throws InterruptedException {
    if (book.roster().seat(node).wiped()) {
      enrolment.comeBack(node, Enrolment.Telling.NOBODY);
    } else {
      begin(node);
    }
  }

  void begin(NodeId node) throws InterruptedException {
    processes.begin(node);
  }

  /** SIGSTOP: the process stands still, its connections stay open. */
  public void pause(NodeId node) throws InterruptedException {
    processes.pause(node);
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
    processes.resume(node);
  }

  /**
   * Removes the data of an exited node. In {@code raft} it has forgotten its vote and its log then,
   * and never comes back as the same peer: {@link #start} makes a new one of it.
   */
  public void wipe(NodeId node) {
    disks.wipe(node);
  }

  /**
   * Makes the node campaign, and waits about an election timeout for what comes of it.
   *
   * @return empty, or why it did not campaign
   */
  public String elect(NodeId node) throws InterruptedException {
    if (!shape().topology().equals("raft")) {
      throw new Refusal("nobody is elected in " + shape().topology(), "up raft has elections");
    }
    processes.require(node);
    return new Campaign(feed, hand).of(node, shape());
  }

  /**
   * Changes the whole set of link rules; returns the nodes that obey already, the rest is pending:
   * paused, or not running and told when it starts.
   */
  public Collection<NodeId> faults(UnaryOperator<Collection<LinkRule>> change)
      throws InterruptedException {
    return obeying(desk.change(change));
  }

  /** The same for what is wrong with nodes themselves. */
  public Collection<NodeId> nodeFaults(UnaryOperator<Collection<NodeRule>> change)
      throws InterruptedException {
    return obeying(desk.changeNodes(change));
  }

  /** The same for messages that are to wait for the lab's word. */
  public Collection<NodeId> holds(UnaryOperator<Collection<HoldRule>> change)
      throws InterruptedException {
    return obeying(desk.changeHolds(change));
  }

  /** Lets go of messages that wait, or copies them; the lab's own client holds some itself. */
  public Gatekeeper gatekeeper() {
    return new Gatekeeper(feed, hand, clients.holds());
  }

  private Collection<NodeId> obeying(long version) throws InterruptedException {
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
    feed.must(
        view -> view.running().stream().allMatch(node -> node.ordersVersion() >= version),
        ANSWER,
        "not every node follows");
  }

  /** What one may ask a node itself. */
  public NodeCalls calls() {
    return new NodeCalls(hand);
  }

  /** Waits until the view satisfies the condition. */
  public boolean await(Predicate<ClusterView> condition, Duration within)
      throws InterruptedException {
    return feed.await(condition, within);
  }

  public ClusterView view() {
    return feed.view();
  }

  /**
   * Waits until the view has what the nodes have told and this lab did and saw so far; not for a
   * node that does not answer.
   */
  void settle() {
    try {
      fleet.hear(HEARD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // who is in a hurry looks at what there is
    }
    feed.settle(SETTLED);
  }

  /** What was done to its files since it came up, through the lab's own client. */
  public History history() {
    return recorder.history();
  }

  /** Whether it came up without any data: every path held nothing then. */
  public boolean fresh() {
    return fresh;
  }

  /** The last events, in the lab's order. */
  public EventLog events() {
    return feed.log();
  }

  /** Where workloads write what they did. */
  public Tape tape() {
    return recorder.tape();
  }

  /** Lets everybody who looks know what became of something that must always hold. */
  public void judged(InvariantJudged judged) {
    lab.tell(Event.newBuilder().setInvariantJudged(judged));
  }

  /**
   * What goes along with this cluster, one of a kind: made when it is first asked for, and closed
   * before the nodes end.
   */
  public <T extends AutoCloseable> T along(Class<T> kind, Function<Cluster, T> maker) {
    return along.of(kind, () -> maker.apply(this));
  }

  /** The lab's own client, named {@code client} in link rules. */
  public StoreClient client() {
    return clients.own();
  }

  /** Another client, for loads; to be closed by whoever asked for it. */
  public Visitor visitor(String name) {
    return clients.visitor(name, desk.orders());
  }

  /** Ends all nodes, in order; by force those that are not gone after 5 s. */
  @Override
  public void close() {
    along.close();
    clients.close();
    fleet.end(STOP.toMillis());
    try {
      watchdog.close();
      feed.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      hand.close();
      timer.shutdownNow();
    }
  }
}
