package sandstore.lab;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import sandstore.client.StoreClient;
import sandstore.proto.NodeRule;
import sandstore.proto.Orders;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.HoldRules;
import sandstore.wire.Holds;
import sandstore.wire.LinkGate;
import sandstore.wire.LinkRules;
import sandstore.wire.NodeId;
import sandstore.wire.Tls;
import sandstore.wire.Token;

/**
 * Whoever asks the cluster for files from this process: the lab's own client, whose operations
 * everybody is told of, and visitors. All are {@code client} in link rules, and obey them like
 * nodes.
 */
final class Clients implements AutoCloseable {
  /** When a person carries the messages on which an answer depends. */
  private static final Duration PATIENT = Duration.ofMinutes(10);

  private final Token token;
  private final Tls tls;
  private final ClientEvents told;
  private final Supplier<List<NodeId>> nodes;
  private final LinkGate gate = new LinkGate();
  private final Channels channels;
  private final StoreClient own;
  private final Set<Visitor> visitors = ConcurrentHashMap.newKeySet();

  /**
   * @param patient whether a person carries messages
   */
  Clients(Token token, Tls tls, ClientEvents told, Supplier<List<NodeId>> nodes, boolean patient) {
    this.token = token;
    this.tls = tls;
    this.told = told;
    this.nodes = nodes;
    channels = new Channels(NodeId.CLIENT, token, gate, told, tls);
    own =
        patient
            ? new StoreClient("client", channels, nodes, told, PATIENT)
            : new StoreClient("client", channels, nodes, told);
  }

  void obey(Orders orders) {
    AddressBook book = AddressBook.of(orders.getAddressesList());
    channels.follow(book);
    visitors.forEach(visitor -> visitor.follow(book));
    own.verify(verifies(orders));
    visitors.forEach(visitor -> visitor.client().verify(verifies(orders)));
    gate.obey(LinkRules.of(orders.getRulesList()));
    gate.holds().obey(HoldRules.of(orders.getHoldsList()));
  }

  private static boolean verifies(Orders orders) {
    return orders.getNodeRulesList().stream().noneMatch(NodeRule::getUnsafeChecksum);
  }

  StoreClient own() {
    return own;
  }

  /** Their messages that wait. */
  Holds holds() {
    return gate.holds();
  }

  /**
   * @param orders as they are now; newer ones come by {@link #obey}
   */
  Visitor visitor(String name, Orders orders) {
    Visitor visitor =
        new Visitor(
            name,
            new Channels(NodeId.CLIENT, token, gate, told, tls),
            channels::book,
            nodes.get(),
            visitors);
    visitor.client().verify(verifies(orders));
    return visitor;
  }

  /** Ends the lab's own client, whatever it waits for; visitors are closed by their makers. */
  @Override
  public void close() {
    gate.holds().obey(HoldRules.NONE);
    own.close();
    channels.close();
  }
}
