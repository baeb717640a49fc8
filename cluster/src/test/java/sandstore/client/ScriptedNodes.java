package sandstore.client;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.proto.Address;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Doors;
import sandstore.wire.Failures;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;
import sandstore.wire.UnknownOutcome;

/**
 * Three real servers whose answers to proposals are written down beforehand, in the order in which
 * they are to be given. Without a line of script a node knows no leader. Sessions are always
 * opened.
 */
final class ScriptedNodes implements AutoCloseable {
  private static final NodeId NOBODY = NodeId.of(9);

  private final Token token = Token.random();
  private final Channels channels =
      new Channels(NodeId.CLIENT, token, new LinkGate(), RpcTap.SILENT);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Server> servers = new ArrayList<>();
  private final Map<NodeId, Deque<String>> scripts = new ConcurrentHashMap<>();
  private final List<NodeId> listed =
      new CopyOnWriteArrayList<>(List.of(1, 2, 3).stream().map(NodeId::of).toList());
  private final StringBuffer trace = new StringBuffer();
  private final AtomicLong sessions = new AtomicLong();

  ScriptedNodes() {
    List<Address> book = new ArrayList<>();
    for (NodeId node : listed) {
      scripts.put(node, new ArrayDeque<>());
      try {
        Server server =
            Doors.open(node, 0, token, new LinkGate(), RpcTap.SILENT, executor)
                .addServices(scripted(node))
                .build()
                .start();
        servers.add(server);
        book.add(
            Address.newBuilder()
                .setNode(node.name())
                .setHost("127.0.0.1")
                .setPort(server.getPort())
                .build());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    book.add(
        Address.newBuilder()
            .setNode(NOBODY.name())
            .setHost("127.0.0.1")
            .setPort(closedPort())
            .build());
    channels.follow(AddressBook.of(book));
  }

  private List<ServerServiceDefinition> scripted(NodeId node) {
    Scripted proposals = new Scripted(node);
    FileServiceGrpc.FileServiceImplBase commits =
        new FileServiceGrpc.FileServiceImplBase() {
          @Override
          public void commitFile(ProposeRequest request, StreamObserver<ProposeResponse> to) {
            proposals.propose(request, to);
          }
        };
    return List.of(proposals.bindService(), commits.bindService());
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<NodeId> ids() {
    return listed;
  }

  Channels channels() {
    return channels;
  }

  /**
   * @param answers {@code ok}, {@code silence}, {@code CODE [leader]} for a definite refusal,
   *     {@code CODE?} for an unknown outcome, {@code result CODE} for what the state machine
   *     computed
   */
  void script(int node, String... answers) {
    scripts.get(NodeId.of(node)).addAll(List.of(answers));
  }

  /** Who was asked what, under which ids, and what it answered. */
  String trace() {
    return trace.toString();
  }

  /** From now on the client knows of one node only, and nobody listens at its address. */
  void onlyNobody() {
    listed.clear();
    listed.add(NOBODY);
  }

  @Override
  public void close() {
    channels.close();
    servers.forEach(Server::shutdownNow);
    executor.shutdownNow();
  }

  private final class Scripted extends MetadataServiceGrpc.MetadataServiceImplBase {
    private final NodeId self;

    Scripted(NodeId self) {
      this.self = self;
    }

    @Override
    public synchronized void propose(ProposeRequest request, StreamObserver<ProposeResponse> to) {
      Operation operation = request.getOperation();
      if (operation.hasOpenSession()) {
        long id = sessions.incrementAndGet();
        trace.append(self + " opens session " + id + "\n");
        answer(to, OperationResult.newBuilder().setSession(id).build());
        return;
      }
      String line = scripts.get(self).poll();
      String told = line == null ? "NO_LEADER" : line;
      trace.append(
          String.format(
              "%s %s %d/%d below %d: %s%n",
              self,
              path(operation),
              operation.getSession(),
              operation.getSequence(),
              operation.getAcknowledgedBelow(),
              told));
      play(told, operation, to);
    }

    private static String path(Operation operation) {
      return operation.hasCommitFile()
          ? operation.getCommitFile().getPath()
          : operation.getMakeFolder().getPath();
    }

    private void play(String line, Operation operation, StreamObserver<ProposeResponse> to) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "silence":
          return;
        case "ok":
          FileInfo info = FileInfo.newBuilder().setPath(path(operation)).build();
          answer(to, OperationResult.newBuilder().setFile(info).build());
          return;
        case "result":
          Failure failure =
              Failure.newBuilder()
                  .setCode(Failure.Code.valueOf(words[1]))
                  .setDefinite(true)
                  .build();
          answer(to, OperationResult.newBuilder().setFailure(failure).build());
          return;
        default:
          Failure.Code code = Failure.Code.valueOf(words[0].replace("?", ""));
          to.onError(
              Failures.toStatus(
                  words[0].endsWith("?")
                      ? new UnknownOutcome(code, line)
                      : new DefiniteFailure(
                          Failure.newBuilder()
                              .setCode(code)
                              .setMessage(line)
                              .setLeader(words.length > 1 ? words[1] : "")
                              .build())));
      }
    }

    private void answer(StreamObserver<ProposeResponse> to, OperationResult result) {
      to.onNext(ProposeResponse.newBuilder().setResult(result).setIndex(42).build());
      to.onCompleted();
    }
  }
}
