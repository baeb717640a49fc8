package sandstore.node.service;

import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.disk.SystemDisk;
import sandstore.node.observe.Reporter;
import sandstore.proto.Address;
import sandstore.proto.LinkRule;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.ConduitDoor;
import sandstore.wire.Doors;
import sandstore.wire.LinkGate;
import sandstore.wire.LinkRules;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

/** Nodes that keep chunks and nothing else: real servers on loopback over real folders. */
final class ChunkNodes implements AutoCloseable {
  private final Token token = Token.random();
  private final Map<NodeId, One> nodes = new TreeMap<>();
  private final List<Address> book = new ArrayList<>();
  private final List<LinkGate> gates = new ArrayList<>();
  private final List<Server> strangers = new ArrayList<>();
  private final ExecutorService strangersWork = Executors.newCachedThreadPool();
  private final Path home;
  private final Channels client;

  private final class One {
    final ChunkStore store;
    final Channels channels;
    final ExecutorService executor = Executors.newCachedThreadPool();
    final ConduitDoor conduits;
    final Server server;

    One(NodeId self, List<BindableService> more) throws IOException {
      LinkGate gate = gate();
      store = ChunkStore.open(new SystemDisk(), home.resolve(self.name()), Reporter.SILENT);
      channels = new Channels(self, token, gate, RpcTap.SILENT);
      NettyServerBuilder door = Doors.open(self, 0, token, gate, RpcTap.SILENT, executor);
      conduits = ConduitDoor.open(self, token);
      door.addService(new ChunkEndpoint(self, store, channels, conduits));
      more.forEach(door::addService);
      server = door.build().start();
      book.add(address(self, server));
    }
  }

  /**
   * @param more services that each node also has
   */
  ChunkNodes(Path home, int count, List<BindableService> more) {
    this.home = home;
    client = new Channels(NodeId.CLIENT, token, gate(), RpcTap.SILENT);
    try {
      for (int i = 1; i <= count; i++) {
        nodes.put(NodeId.of(i), new One(NodeId.of(i), more));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    follow();
  }

  private void follow() {
    client.follow(AddressBook.of(book));
    nodes.values().forEach(n -> n.channels.follow(AddressBook.of(book)));
  }

  /** A node that does something else with chunks. */
  void add(NodeId node, BindableService service) throws IOException {
    Server server =
        Doors.open(node, 0, token, gate(), RpcTap.SILENT, strangersWork)
            .addService(service)
            .build()
            .start();
    strangers.add(server);
    book.add(address(node, server));
    follow();
  }

  private static Address address(NodeId node, Server server) {
    return Address.newBuilder()
        .setNode(node.name())
        .setHost("127.0.0.1")
        .setPort(server.getPort())
        .build();
  }

  private LinkGate gate() {
    LinkGate gate = new LinkGate();
    gates.add(gate);
    return gate;
  }

  String token() {
    return token.hex();
  }

  List<NodeId> ids() {
    return List.copyOf(nodes.keySet());
  }

  Channels client() {
    return client;
  }

  Channel to(int node) {
    return client.to(NodeId.of(node));
  }

  ChunkStore store(int node) {
    return nodes.get(NodeId.of(node)).store;
  }

  Path file(int node, ChunkKey key) {
    return home.resolve(NodeId.of(node).name()).resolve(key.toString());
  }

  /** On every link, for everybody. */
  void obey(LinkRule... rules) {
    gates.forEach(g -> g.obey(LinkRules.of(List.of(rules))));
  }

  /** As a kill would: connections break, nobody is told. */
  void stop(int node) {
    nodes.get(NodeId.of(node)).server.shutdownNow();
    nodes.get(NodeId.of(node)).conduits.close();
  }

  @Override
  public void close() {
    client.close();
    strangers.forEach(Server::shutdownNow);
    strangersWork.shutdownNow();
    for (One node : nodes.values()) {
      node.server.shutdownNow();
      node.conduits.close();
      node.channels.close();
      node.executor.shutdownNow();
    }
  }
}
