package sandstore.node.fault;

import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.Orders;
import sandstore.proto.OrdersObeyed;
import sandstore.proto.RepairSettings;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.LinkRules;

/** The newest orders that this node has. Threads may share it. */
public final class OrdersInForce {
  private final LinkGate gate;
  private final Channels channels;
  private final Reporter reporter;
  private long version = -1;
  private volatile RepairSettings repair = RepairSettings.getDefaultInstance();

  public OrdersInForce(LinkGate gate, Channels channels, Reporter reporter) {
    this.gate = gate;
    this.channels = channels;
    this.reporter = reporter;
  }

  /** Takes them unless they are older than what is in force; answers the version in force. */
  public synchronized long obey(Orders orders) {
    if (orders.getVersion() > version) {
      version = orders.getVersion();
      gate.obey(LinkRules.of(orders.getRulesList()));
      repair = orders.getRepair();
      channels.follow(AddressBook.of(orders.getAddressesList()));
      reporter.report(
          Event.newBuilder().setOrdersObeyed(OrdersObeyed.newBuilder().setVersion(version)));
    }
    return version;
  }

  /** How fast and how soon copies are made. */
  public RepairSettings repair() {
    return repair;
  }

  public synchronized long version() {
    return Math.max(0, version);
  }
}
