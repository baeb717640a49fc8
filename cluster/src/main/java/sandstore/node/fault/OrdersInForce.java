package sandstore.node.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sandstore.node.disk.CarelessDisk;
import sandstore.node.disk.FaultyDisk;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.NodeRule;
import sandstore.proto.Orders;
import sandstore.proto.OrdersObeyed;
import sandstore.proto.RepairSettings;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.HoldRules;
import sandstore.wire.LinkGate;
import sandstore.wire.LinkRules;
import sandstore.wire.NodeId;

/** The newest orders that this node has. Threads may share it. */
public final class OrdersInForce {
  private final LinkGate gate;
  private final NodeId self;
  private final Channels channels;
  private final FaultyDisk disk;
  private final CarelessDisk careless;
  private final NodeClock clock;
  private final Reporter reporter;
  private long version = -1;
  private final List<Consumer<NodeRule>> followers = new ArrayList<>();
  private NodeRule ownRule = NodeRule.getDefaultInstance();
  private volatile RepairSettings repair = RepairSettings.getDefaultInstance();

  public OrdersInForce(
      NodeId self,
      LinkGate gate,
      Channels channels,
      FaultyDisk disk,
      CarelessDisk careless,
      NodeClock clock,
      Reporter reporter) {
    this.self = self;
    this.disk = disk;
    this.careless = careless;
    this.clock = clock;
    this.gate = gate;
    this.channels = channels;
    this.reporter = reporter;
  }

  /** Takes them unless they are older than what is in force; answers the version in force. */
  public synchronized long obey(Orders orders) {
    if (orders.getVersion() > version) {
      version = orders.getVersion();
      gate.obey(LinkRules.of(orders.getRulesList()));
      gate.holds().obey(HoldRules.of(orders.getHoldsList()));
      repair = orders.getRepair();
      channels.follow(AddressBook.of(orders.getAddressesList()));
      NodeRule own = own(orders, self);
      disk.obey(fault(own));
      careless.obey(own.getUnsafeFsync());
      clock.obey(own.getSkewMillis());
      ownRule = own;
      followers.forEach(follower -> follower.accept(own));
      reporter.report(
          Event.newBuilder().setOrdersObeyed(OrdersObeyed.newBuilder().setVersion(version)));
    }
    return version;
  }

  /** Told what is in force for this node, now and whenever that changes; must not block. */
  public synchronized void follow(Consumer<NodeRule> follower) {
    followers.add(follower);
    follower.accept(ownRule);
  }

  private static NodeRule own(Orders orders, NodeId self) {
    return orders.getNodeRulesList().stream()
        .filter(r -> r.getNode().equals(self.name()))
        .findFirst()
        .orElse(NodeRule.getDefaultInstance());
  }

  /** What these orders do to the disk of a node. */
  public static FaultyDisk.Fault diskFault(Orders orders, NodeId node) {
    return fault(own(orders, node));
  }

  /** Whether these orders make a node force nothing. */
  public static boolean isCareless(Orders orders, NodeId node) {
    return own(orders, node).getUnsafeFsync();
  }

  private static FaultyDisk.Fault fault(NodeRule rule) {
    return new FaultyDisk.Fault(
        rule.getDiskFull() ? rule.getDiskLeft() : FaultyDisk.NO_LIMIT,
        rule.getDiskSlowMillis(),
        rule.getDiskFails());
  }

  /** How fast and how soon copies are made. */
  public RepairSettings repair() {
    return repair;
  }

  public synchronized long version() {
    return Math.max(0, version);
  }
}
