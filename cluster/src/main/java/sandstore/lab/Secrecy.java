package sandstore.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sandstore.lab.process.Damage;
import sandstore.lab.process.NodeProcess;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.LinkRule;
import sandstore.proto.NodePaused;
import sandstore.proto.NodeRule;
import sandstore.proto.RpcDropped;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Breaks one thing without telling anybody, until it is revealed: the view, the events, recordings
 * and all that is made of them know nothing of it but its effects. Threads may share it.
 *
 * <p>The nodes are as honest as ever: what they see they tell. Only what they could know by the
 * lab's orders alone is kept back: that a message vanished by a rule.
 */
public final class Secrecy {
  private static final Duration OBEYED = Duration.ofSeconds(5);

  private final Seal seal;
  private final OrdersDesk desk;
  private final Fleet fleet;
  private final EventFeed feed;
  private final OwnEvents lab;
  private final AtomicBoolean kept = new AtomicBoolean();
  private volatile @Nullable NodeProcess paused;

  Secrecy(Seal seal, OrdersDesk desk, Fleet fleet, EventFeed feed, OwnEvents lab) {
    this.seal = seal;
    this.desk = desk;
    this.fleet = fleet;
    this.feed = feed;
    this.lab = lab;
  }

  /** Rules of links; returns once all running nodes obey, or after 5 s. */
  public void links(List<LinkRule> rules) throws InterruptedException {
    kept.set(true);
    seal.on(event -> event.hasRpcDropped() && rules.stream().anyMatch(r -> dropped(event, r)));
    ordered(rules, List.of());
  }

  private static boolean dropped(Event event, LinkRule rule) {
    RpcDropped dropped = event.getRpcDropped(); // a reply goes the other way than its call
    String from = dropped.getReply() ? dropped.getTo() : dropped.getFrom();
    String to = dropped.getReply() ? dropped.getFrom() : dropped.getTo();
    return from.equals(rule.getFrom()) && to.equals(rule.getTo());
  }

  /** What is wrong with a node; returns once all running nodes obey, or after 5 s. */
  public void node(NodeRule rule) throws InterruptedException {
    kept.set(true);
    ordered(List.of(), List.of(rule));
  }

  private void ordered(List<LinkRule> ofLinks, List<NodeRule> ofNodes) throws InterruptedException {
    long version = desk.seal(ofLinks, ofNodes);
    var unused =
        feed.await(
            view -> view.running().stream().allMatch(n -> n.ordersVersion() >= version), OBEYED);
  }

  /** SIGSTOP. */
  public void pause(NodeId node) throws InterruptedException {
    NodeProcess process =
        fleet.process(node).orElseThrow(() -> new Refusal(node + " is not running", ""));
    kept.set(true);
    try {
      process.pause();
    } catch (IOException e) {
      throw new DefiniteFailure(Failure.Code.INTERNAL, String.valueOf(e.getMessage()), e);
    }
    paused = process;
  }

  /**
   * Flips bytes on the node's disk.
   *
   * @return what was damaged
   */
  public List<Damage.Place> corrupt(NodeId node, Damage damage) {
    kept.set(true);
    seal.on(Event::hasBytesFlipped);
    try {
      return fleet.corrupt(node, damage);
    } catch (IOException e) {
      throw new DefiniteFailure(
          Failure.Code.INTERNAL, "the disk of " + node + " cannot be written: " + e, e);
    } finally {
      seal.off();
    }
  }

  /**
   * From now on everybody knows: rules stand among the others, and are healed with them; a node
   * that stands still is shown so.
   */
  public void reveal() throws InterruptedException {
    if (!kept.getAndSet(false)) {
      return;
    }
    seal.off();
    desk.unseal();
    NodeProcess still = paused;
    paused = null;
    if (still != null && fleet.process(still.node()).equals(Optional.of(still))) {
      lab.tell(
          Event.newBuilder().setNodePaused(NodePaused.newBuilder().setNode(still.node().name())));
      var unused =
          feed.await(
              view ->
                  view.node(still.node())
                      .filter(n -> n.process() == NodeView.Process.RUNNING)
                      .isEmpty(),
              OBEYED);
    }
  }
}
