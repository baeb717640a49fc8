package sandstore.lab;

import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import sandstore.lab.view.NodeFault;
import sandstore.proto.Address;
import sandstore.proto.Event;
import sandstore.proto.FaultCleared;
import sandstore.proto.FaultServiceGrpc.FaultServiceStub;
import sandstore.proto.FaultSet;
import sandstore.proto.HoldRule;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeRule;
import sandstore.proto.ObeyResponse;
import sandstore.proto.Orders;
import sandstore.proto.OrdersObeyed;
import sandstore.proto.RepairSettings;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

/**
 * The one whole set of orders, and its way to every running node.
 *
 * <p>Each change makes a new version, which this process obeys first. A node has at most one call
 * under way; when it answers and there is a newer version by then, that is sent next. A paused node
 * answers when it goes on; one that is started gets the newest version in a file before its first
 * socket opens.
 */
final class OrdersDesk {
  private static final long RETRY_MILLIS = 20;

  private final OwnEvents lab;
  private final Consumer<Orders> obey;
  private final ScheduledExecutorService timer;
  private final Map<Link, LinkRule> rules = new LinkedHashMap<>();
  private final Map<NodeId, NodeRule> nodeRules = new TreeMap<>();
  private final Map<Link, LinkRule> secretRules = new LinkedHashMap<>();
  private final Map<NodeId, NodeRule> secretNodeRules = new TreeMap<>();
  private final Set<HoldRule> holds = new LinkedHashSet<>();
  private final Map<NodeId, Address> addresses = new TreeMap<>();
  private final Map<NodeId, Courier> couriers = new TreeMap<>();
  private RepairSettings repair = RepairSettings.getDefaultInstance();
  private Orders orders = Orders.getDefaultInstance();

  /**
   * @param obey makes this process itself follow the orders
   */
  OrdersDesk(OwnEvents lab, Consumer<Orders> obey, ScheduledExecutorService timer) {
    this.lab = lab;
    this.obey = obey;
    this.timer = timer;
  }

  synchronized Orders orders() {
    return orders;
  }

  /** Nodes are about to be started, and will most likely serve there. */
  synchronized void expect(Collection<Address> expected) {
    boolean news = false;
    for (Address address : expected) {
      news |= !address.equals(addresses.put(new NodeId(address.getNode()), address));
    }
    if (news) {
      next();
      deliver();
    }
  }

  /**
   * A node serves there now, and wants orders.
   *
   * @param has the version that it was started with
   * @return the version that says where it serves
   */
  synchronized long serves(Address address, FaultServiceStub node, long has) {
    NodeId id = new NodeId(address.getNode());
    if (!address.equals(addresses.put(id, address))) {
      next();
    }
    couriers.put(id, new Courier(node, has));
    deliver();
    return orders.getVersion();
  }

  /** Its process has ended. Its port may be another's soon, so nobody is to call there. */
  synchronized void gone(NodeId node) {
    couriers.remove(node);
    if (addresses.remove(node) != null) {
      next();
      deliver();
    }
  }

  /**
   * Changes the rules; of several for one link the last counts, and one that does nothing is none.
   *
   * @return the version that has them
   */
  synchronized long change(UnaryOperator<Collection<LinkRule>> change) {
    Map<Link, LinkRule> before = new LinkedHashMap<>(rules);
    Collection<LinkRule> wanted = change.apply(List.copyOf(rules.values()));
    rules.clear();
    for (LinkRule rule : wanted) {
      Link link = link(rule);
      rules.remove(link);
      if (!rule.equals(LinkRule.newBuilder().setFrom(rule.getFrom()).setTo(rule.getTo()).build())) {
        rules.put(link, rule);
      }
    }
    tellDifference(before);
    next();
    deliver();
    return orders.getVersion();
  }

  /**
   * Changes how fast and how soon copies are made.
   *
   * @return the version that has it
   */
  synchronized long change(RepairSettings settings) {
    repair = settings;
    next();
    deliver();
    return orders.getVersion();
  }

  private void tellDifference(Map<Link, LinkRule> before) {
    before.forEach(
        (link, rule) -> {
          if (!rules.containsKey(link)) {
            lab.tell(Event.newBuilder().setFaultCleared(FaultCleared.newBuilder().setRule(rule)));
          }
        });
    rules.forEach(
        (link, rule) -> {
          if (!rule.equals(before.get(link))) {
            lab.tell(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setRule(rule)));
          }
        });
  }

  /**
   * Changes what is wrong with nodes; a rule that does nothing is none.
   *
   * @return the version that has it
   */
  synchronized long changeNodes(UnaryOperator<Collection<NodeRule>> change) {
    Map<NodeId, NodeRule> before = new TreeMap<>(nodeRules);
    Collection<NodeRule> wanted = change.apply(List.copyOf(nodeRules.values()));
    nodeRules.clear();
    wanted.stream()
        .filter(NodeFault::doesSomething)
        .forEach(rule -> nodeRules.put(new NodeId(rule.getNode()), rule));
    tellNodeDifference(before);
    next();
    deliver();
    return orders.getVersion();
  }

  private void tellNodeDifference(Map<NodeId, NodeRule> before) {
    before.forEach(
        (node, rule) -> {
          if (!nodeRules.containsKey(node)) {
            lab.tell(
                Event.newBuilder().setFaultCleared(FaultCleared.newBuilder().setNodeRule(rule)));
          }
        });
    nodeRules.forEach(
        (node, rule) -> {
          if (!rule.equals(before.get(node))) {
            lab.tell(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setNodeRule(rule)));
          }
        });
  }

  /**
   * Changes which messages wait for the lab's word.
   *
   * @return the version that has it
   */
  synchronized long changeHolds(UnaryOperator<Collection<HoldRule>> change) {
    Set<HoldRule> before = new LinkedHashSet<>(holds);
    Collection<HoldRule> wanted = change.apply(List.copyOf(holds));
    holds.clear();
    holds.addAll(wanted);
    before.forEach(
        rule -> {
          if (!holds.contains(rule)) {
            lab.tell(
                Event.newBuilder().setFaultCleared(FaultCleared.newBuilder().setHoldRule(rule)));
          }
        });
    holds.forEach(
        rule -> {
          if (!before.contains(rule)) {
            lab.tell(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setHoldRule(rule)));
          }
        });
    next();
    deliver();
    return orders.getVersion();
  }

  /**
   * Gives out faults of which nobody is told. They stand beside those that everybody knows: no
   * other change touches them, and what is ordered of the same link or node comes on top.
   *
   * @return the version that has them
   */
  synchronized long seal(Collection<LinkRule> ofLinks, Collection<NodeRule> ofNodes) {
    ofLinks.forEach(rule -> secretRules.put(link(rule), rule));
    ofNodes.forEach(rule -> secretNodeRules.put(new NodeId(rule.getNode()), rule));
    next();
    deliver();
    return orders.getVersion();
  }

  /** From now on what was secret is a fault like others: told, shown, and healed with them. */
  synchronized void unseal() {
    Map<Link, LinkRule> known = new LinkedHashMap<>(rules);
    Map<NodeId, NodeRule> knownOfNodes = new TreeMap<>(nodeRules);
    secretRules.forEach((link, rule) -> rules.merge(link, rule, OrdersDesk::onTop));
    secretNodeRules.forEach((node, rule) -> nodeRules.merge(node, rule, OrdersDesk::onTop));
    secretRules.clear();
    secretNodeRules.clear();
    tellDifference(known);
    tellNodeDifference(knownOfNodes);
    next();
    deliver();
  }

  private static LinkRule onTop(LinkRule known, LinkRule secret) {
    return secret.toBuilder().mergeFrom(known).build();
  }

  private static NodeRule onTop(NodeRule known, NodeRule secret) {
    return secret.toBuilder().mergeFrom(known).build();
  }

  private static Link link(LinkRule rule) {
    return new Link(new NodeId(rule.getFrom()), new NodeId(rule.getTo()));
  }

  private void next() {
    Map<Link, LinkRule> ofLinks = new LinkedHashMap<>(rules);
    Map<NodeId, NodeRule> ofNodes = new TreeMap<>(nodeRules);
    secretRules.forEach((link, rule) -> ofLinks.merge(link, rule, OrdersDesk::onTop));
    secretNodeRules.forEach((node, rule) -> ofNodes.merge(node, rule, OrdersDesk::onTop));
    orders =
        Orders.newBuilder()
            .setVersion(orders.getVersion() + 1)
            .addAllRules(ofLinks.values())
            .addAllNodeRules(ofNodes.values())
            .addAllHolds(holds)
            .addAllAddresses(addresses.values())
            .setRepair(repair)
            .build();
    obey.accept(orders);
    lab.tell(
        Event.newBuilder()
            .setOrdersObeyed(OrdersObeyed.newBuilder().setVersion(orders.getVersion())));
  }

  private void deliver() {
    couriers.values().forEach(Courier::go);
  }

  /** Carries orders to one process. Guarded by the desk. */
  private final class Courier implements StreamObserver<ObeyResponse> {
    private final FaultServiceStub node;
    private boolean underway;
    private long answered;

    Courier(FaultServiceStub node, long has) {
      this.node = node;
      this.answered = has;
    }

    void go() {
      if (!underway && answered < orders.getVersion() && couriers.containsValue(this)) {
        underway = true;
        try {
          node.obey(orders, this);
        } catch (RuntimeException e) {
          onError(e); // its address went away meanwhile
        }
      }
    }

    @Override
    public void onNext(ObeyResponse response) {
      synchronized (OrdersDesk.this) {
        answered = Math.max(answered, response.getVersion());
      }
    }

    @Override
    public void onCompleted() {
      synchronized (OrdersDesk.this) {
        underway = false;
        go();
      }
    }

    @Override
    public void onError(Throwable t) {
      synchronized (OrdersDesk.this) {
        underway = false;
        if (couriers.containsValue(this)) {
          var unused = timer.schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    }

    private void again() {
      synchronized (OrdersDesk.this) {
        go();
      }
    }
  }
}
