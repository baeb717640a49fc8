package sandstore.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import sandstore.lab.process.NodeProcess;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.NodeView.Process;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.NodePaused;
import sandstore.proto.NodeResumed;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * What is done to the processes of nodes. Each verb returns once the view shows what it did; what
 * makes no sense now is a {@link Refusal}.
 */
final class Processes {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration START = Duration.ofSeconds(30);

  /** A process that a kill meets in an fsync goes only when the disk is done. */
  private static final Duration GONE = Duration.ofSeconds(30);

  private static final Duration STOP = Duration.ofSeconds(5);

  private final Fleet fleet;
  private final EventFeed feed;
  private final OrdersDesk desk;
  private final OwnEvents lab;

  Processes(Fleet fleet, EventFeed feed, OrdersDesk desk, OwnEvents lab) {
    this.fleet = fleet;
    this.feed = feed;
    this.desk = desk;
    this.lab = lab;
  }

  /** SIGKILL; returns when the view shows the process gone. */
  void kill(NodeId node) throws InterruptedException {
    NodeProcess process = require(node);
    process.kill();
    awaitGone(process);
  }

  /** All that run end at once, and stay without what they had not forced. */
  void losePower(List<NodeId> nodes) throws InterruptedException {
    List<NodeProcess> running =
        nodes.stream().flatMap(node -> fleet.process(node).stream()).toList();
    running.forEach(NodeProcess::losePower);
    for (NodeProcess process : running) {
      awaitGone(process);
    }
  }

  /** SIGTERM: the node closes its files in order; SIGKILL after 5 s. */
  void stop(NodeId node) throws InterruptedException {
    NodeProcess process = require(node);
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

  void begin(NodeId node) throws InterruptedException {
    NodeProcess process;
    try {
      process = fleet.spawn(node);
    } catch (IOException e) {
      throw new DefiniteFailure(
          Failure.Code.INTERNAL, node + " cannot be started: " + e.getMessage(), e);
    }
    feed.must(view -> Startup.decided(view, process), START, node + " has not started");
    NodeView now = feed.view().nodes().get(node);
    if (now == null || now.process() == Process.EXITED) {
      throw Startup.notStarted(node, now == null ? "it is gone" : now.exitCause());
    }
  }

  /** SIGSTOP: the process stands still, its connections stay open. */
  void pause(NodeId node) throws InterruptedException {
    NodeProcess process = require(node);
    if (state(node) == Process.PAUSED) {
      throw new Refusal(node + " is paused already", "resume " + node + " lets it go on");
    }
    signal(process::pause);
    lab.tell(Event.newBuilder().setNodePaused(NodePaused.newBuilder().setNode(node.name())));
    feed.must(view -> state(view, node) != Process.RUNNING, ANSWER, node + " is not seen paused");
  }

  /** SIGCONT; returns when the node has the newest orders, too. */
  void resume(NodeId node) throws InterruptedException {
    NodeProcess process = require(node);
    if (state(node) != Process.PAUSED) {
      throw new Refusal(node + " is not paused", "");
    }
    signal(process::resume);
    lab.tell(Event.newBuilder().setNodeResumed(NodeResumed.newBuilder().setNode(node.name())));
    long version = desk.orders().getVersion();
    feed.must(view -> obeysOrIsGone(view, node, version), ANSWER, node + " does not answer");
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

  /** The process of a node that runs. */
  NodeProcess require(NodeId node) {
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
    feed.must(view -> gone(view, process), GONE, process.node() + " has not ended");
  }
}
