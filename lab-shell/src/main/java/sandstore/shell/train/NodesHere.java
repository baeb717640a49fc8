package sandstore.shell.train;

import io.grpc.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sandstore.client.StoreClient;
import sandstore.proto.Address;
import sandstore.proto.ElectRequest;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.Orders;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

/**
 * A cluster inside this process. It is made by the node's own name, since the shell knows a node
 * only by what crosses the wire, and the archive is to hold its classes all the same.
 */
final class NodesHere implements AutoCloseable {
  private static final String NODE = "sandstore.node.Node";

  private final Path folder;
  private final List<NodeId> names;
  private final Token token = Token.random();
  private final Channels channels = new Channels(NodeId.LAB, token, new LinkGate(), RpcTap.SILENT);
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private NodesHere(Path folder, int count) {
    this.folder = folder;
    this.names = IntStream.rangeClosed(1, count).mapToObj(NodeId::of).toList();
  }

  /** Starts them, introduces them to each other, and has the first one campaign. */
  static NodesHere start(Path folder, int count) throws IOException, ReflectiveOperationException {
    NodesHere nodes = new NodesHere(folder, count);
    try {
      nodes.start();
      return nodes;
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      nodes.close();
      throw e;
    }
  }

  private void start() throws IOException, ReflectiveOperationException {
    Path tokenFile = folder.resolve("token");
    Files.writeString(tokenFile, token.hex(), StandardCharsets.US_ASCII);
    Class<?> node = Class.forName(NODE);
    List<Address> addresses = new ArrayList<>();
    for (NodeId name : names) {
      NodeSettings settings = settings(name, tokenFile);
      Files.createDirectories(settings.folder());
      Files.write(
          settings.folder().resolve(NodeSettings.ORDERS_FILE),
          Orders.getDefaultInstance().toByteArray());
      Runnable fatal = () -> System.err.println(name + " stopped");
      AutoCloseable started =
          (AutoCloseable)
              node.getMethod("start", NodeSettings.class, Runnable.class)
                  .invoke(null, settings, fatal);
      running.push(started);
      int port = (int) node.getMethod("port").invoke(started);
      addresses.add(
          Address.newBuilder().setNode(name.name()).setHost("127.0.0.1").setPort(port).build());
    }
    Orders orders = Orders.newBuilder().setVersion(1).addAllAddresses(addresses).build();
    channels.follow(AddressBook.of(addresses));
    for (NodeId name : names) {
      FaultServiceGrpc.newBlockingStub(channels.free(name)).obey(orders);
    }
    Channel first = channels.free(names.get(0));
    FaultServiceGrpc.newBlockingStub(first).elect(ElectRequest.getDefaultInstance());
  }

  private NodeSettings settings(NodeId name, Path tokenFile) {
    return new NodeSettings(
        "rehearsal",
        name,
        "raft",
        names,
        Stream.generate(() -> "zone1").limit(names.size()).toList(),
        names.size(),
        Math.min(2, names.size()),
        64 << 10,
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        folder.resolve(name.name()),
        tokenFile,
        0,
        true);
  }

  StoreClient client() {
    return new StoreClient("rehearsal", channels, () -> names, StoreClient.Listener.NONE);
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("rehearsal: closing a node: " + e);
      }
    }
    channels.close();
  }
}
