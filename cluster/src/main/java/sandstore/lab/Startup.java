package sandstore.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.lab.process.NodeProcess;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Starts all nodes and waits until they make a cluster: each has told its state, one leads and has
 * applied an entry of its own term, and it believes the others alive.
 *
 * <p>A Raft group can work as soon as a majority is there. Where there are fewer processors than
 * nodes, a majority is started first, and the others when it has applied its first entry: all are
 * up as soon as otherwise, and until then nobody stands in the way of the election.
 */
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A majority that has no leader by then gets the others to help. */
  private static final Duration MAJORITY_ALONE = Duration.ofSeconds(5);

  /** Who is not heard by then is told of, and not waited for. */
  private static final Duration HEARD = Duration.ofSeconds(10);

  private static final int REFUSED = 2;

  private final Shape shape;
  private final List<NodeId> nodes;
  private final int quorum;
  private final long able;
  private final Fleet fleet;
  private final EventFeed feed;
  private final FirstElection election;
  private final Cluster.Progress progress;
  private final int processors = Runtime.getRuntime().availableProcessors();
  private int spawned;

  /** Nodes that were wiped are not started: they have nothing to come back with. */
  Startup(
      Shape shape,
      Roster roster,
      Fleet fleet,
      EventFeed feed,
      FirstElection election,
      Cluster.Progress progress) {
    this.shape = shape;
    this.nodes = votersFirst(roster);
    this.able = roster.voters().stream().filter(n -> !roster.wiped().contains(n)).count();
    this.quorum = roster.voters().size() / 2 + 1;
    this.fleet = fleet;
    this.feed = feed;
    this.election = election;
    this.progress = progress;
  }

  /**
   * @throws Refusal if a node refuses to start, with its reason
   * @throws DefiniteFailure if a node ends or nothing comes of it in a minute
   */
  void run() throws IOException, InterruptedException {
    if (shape.topology().equals("raft") && able < quorum) {
      throw new Refusal(
          "so many nodes were wiped that no majority is left that remembers",
          "reset removes the rest");
    }
    fleet.reservePorts();
    spawn(first());
    Thread electing = new Thread(this::elect, "first-election");
    electing.setDaemon(true);
    if (shape.topology().equals("raft")) {
      electing.start();
    }
    try {
      awaitAll();
      awaitHeard();
    } finally {
      electing.interrupt();
    }
  }

  private static List<NodeId> votersFirst(Roster roster) {
    List<NodeId> nodes = new ArrayList<>(roster.nodes());
    nodes.removeAll(roster.wiped());
    nodes.sort(
        Comparator.comparing((NodeId node) -> !roster.seat(node).voter())
            .thenComparing(Comparator.naturalOrder()));
    return List.copyOf(nodes);
  }

  /** How many nodes are started at once. */
  private int first() {
    return shape.topology().equals("raft")
        ? Math.min(nodes.size(), Math.max(quorum, processors))
        : nodes.size();
  }

  /** Starts nodes until so many have been started. */
  private void spawn(int count) throws IOException {
    for (; spawned < count; spawned++) {
      fleet.spawn(nodes.get(spawned));
    }
  }

  private void elect() {
    try {
      election.run(PATIENCE);
    } catch (InterruptedException e) {
      LOG.debug("not needed any more");
    }
  }

  private void awaitAll() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long restAt = System.nanoTime() + MAJORITY_ALONE.toNanos();
    int shown = -1;
    while (true) {
      ClusterView view = feed.view();
      refuseIfAnyEnded(view);
      int up = up(view);
      boolean led = FirstElection.settled(view);
      if (led || System.nanoTime() >= restAt) {
        spawn(nodes.size());
      }
      if (up != shown) {
        shown = up;
        progress.moved(up, nodes.size(), waitingFor(view));
      }
      if (up == nodes.size() && led) {
        return;
      }
      int seen = shown;
      boolean whole = spawned == nodes.size();
      Duration left = Duration.ofNanos((whole ? deadline : restAt) - System.nanoTime());
      boolean moved =
          feed.await(
              v -> ended(v) || up(v) != seen || (led(v) && (!whole || seen == nodes.size())), left);
      if (!moved && whole) {
        throw new DefiniteFailure(
            Failure.Code.TIMEOUT,
            up
                + " of "
                + nodes.size()
                + " nodes are up after "
                + PATIENCE.toSeconds()
                + " s"
                + (led ? "" : ", and none leads"));
      }
    }
  }

  /**
   * What is done next may depend on whom the leader believes alive: placement, repair, counts.
   * Where messages wait for a person, nobody may be heard for a long time.
   */
  private void awaitHeard() throws InterruptedException {
    if (!shape.manual() && !feed.view().unheard().isEmpty()) {
      progress.moved(nodes.size(), nodes.size(), "waiting until the leader has heard all");
      var all = feed.await(v -> ended(v) || v.unheard().isEmpty(), HEARD);
      refuseIfAnyEnded(feed.view());
      progress.moved(nodes.size(), nodes.size(), "all are up");
    }
  }

  private String waitingFor(ClusterView view) {
    List<String> missing =
        nodes.stream()
            .filter(node -> view.node(node).filter(Startup::answered).isEmpty())
            .map(NodeId::name)
            .toList();
    return missing.isEmpty() ? "all are up" : "waiting for " + String.join(", ", missing);
  }

  private static boolean led(ClusterView view) {
    return FirstElection.settled(view);
  }

  /** Nodes that have told their state. */
  private static int up(ClusterView view) {
    return (int) view.nodes().values().stream().filter(Startup::answered).count();
  }

  /** It runs and has told all, or it runs and tells why it does not serve. */
  static boolean answered(NodeView node) {
    return node.process() == NodeView.Process.QUARANTINED
        || (node.process() == NodeView.Process.RUNNING && node.known());
  }

  private static boolean ended(ClusterView view) {
    return view.nodes().values().stream()
        .anyMatch(node -> node.process() == NodeView.Process.EXITED);
  }

  private static void refuseIfAnyEnded(ClusterView view) {
    for (NodeView node : view.nodes().values()) {
      if (node.process() == NodeView.Process.EXITED) {
        throw notStarted(node.id(), node.exitCause());
      }
    }
  }

  /** A node that refuses says why, and is not to blame; anything else is a failure. */
  static RuntimeException notStarted(NodeId node, String cause) {
    String refused = "exit status " + REFUSED + ": ";
    if (cause.startsWith(refused)) {
      return new Refusal(node + " refuses to start: " + cause.substring(refused.length()));
    }
    return new DefiniteFailure(Failure.Code.UNREACHABLE, node + " did not start: " + cause);
  }

  /** Where a process that ended during its start is told from one that serves. */
  static boolean decided(ClusterView view, NodeProcess process) {
    return view.node(process.node())
        .filter(node -> node.pid() == process.pid())
        .filter(node -> answered(node) || node.process() == NodeView.Process.EXITED)
        .isPresent();
  }
}
