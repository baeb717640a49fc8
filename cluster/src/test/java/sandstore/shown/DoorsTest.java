package sandstore.shown;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.lab.view.NodeView;
import sandstore.proto.BackupServiceGrpc;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.LabServiceGrpc;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.StateRequest;
import sandstore.wire.Token;

/** Who may come in, and where: loopback, with the lab's token, to the node that is meant. */
final class DoorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.alipay.hessian.ClassNameResolver",
        "com.alipay.remoting.rpc.RpcServer",
        "com.caucho.hessian.io.HessianOutput",
        "io.netty.channel.Channel",
        "org.rocksdb.RocksDB",
      })
  void whatOursReplacesIsNotOnTheClassPath(String name) {
    assertThatCode(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "only Linux has /proc/PID/net/tcp");
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft");
      for (NodeView node : lab.view().nodes().values()) {
        List<ListeningSockets.At> sockets = ListeningSockets.of(node.pid());
        // For calls, and for the bytes beside them: who may come in there is ConduitTest's.
        assertThat(sockets).hasSize(2);
        assertThat(sockets).extracting(ListeningSockets.At::port).contains(node.port());
        assertThat(sockets).allMatch(at -> at.address().isLoopbackAddress(), "loopback");
      }
      assertThat(ListeningSockets.of(ProcessHandle.current().pid()))
          .as("the lab itself")
          .allMatch(at -> at.address().isLoopbackAddress(), "loopback");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"raft", "replicated"})
  void refusesEveryCallWithoutTheTokenOrMeantForAnother(String topology) throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up " + topology);
      Path tokenFile = folder.resolve("home/token");
      assertThat(Files.getPosixFilePermissions(tokenFile))
          .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
      assertThat(Files.getPosixFilePermissions(folder.resolve("home")))
          .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
      String token = Files.readString(tokenFile).strip();
      for (NodeView node : lab.view().nodes().values()) {
        refusesStrangers(node, token, methods(topology));
      }
    }
  }

  private static void refusesStrangers(NodeView node, String token, List<Method> methods) {
    String name = node.id().name();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("localhost", node.port()).usePlaintext().build();
    try {
      // What follows is refused for its token or its name, and for nothing else.
      assertThat(
              BareCall.to(
                  channel,
                  ObserveServiceGrpc.getStateMethod().getFullMethodName(),
                  MethodType.UNARY,
                  headers(token, name),
                  StateRequest.getDefaultInstance().toByteArray()))
          .isEqualTo(Status.Code.OK);

      for (Method method : methods) {
        assertThat(answer(channel, method, headers(null, name)))
            .as("%s of %s, without a token", method, name)
            .isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(answer(channel, method, headers(Token.random().hex(), name)))
            .as("%s of %s, with the token of another lab", method, name)
            .isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(answer(channel, method, headers(token, "node9")))
            .as("%s of %s, meant for node9", method, name)
            .isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(answer(channel, method, headers(token, null)))
            .as("%s of %s, meant for nobody", method, name)
            .isEqualTo(Status.Code.UNAVAILABLE);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private static Status.Code answer(ManagedChannel channel, Method method, Metadata headers) {
    return BareCall.to(channel, method.name(), method.type(), headers, new byte[0]);
  }

  private static Metadata headers(@Nullable String token, @Nullable String to) {
    Metadata headers = new Metadata();
    put(headers, "sandstore-token", token);
    put(headers, "sandstore-to", to);
    return headers;
  }

  private static void put(Metadata headers, String key, @Nullable String value) {
    if (value != null) {
      headers.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
    }
  }

  private record Method(String name, MethodType type) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** All methods of all services that a node of this topology has. */
  private static List<Method> methods(String topology) throws Exception {
    List<Method> methods = new ArrayList<>();
    for (MethodDescriptor<?, ?> method : GeneratedServices.methods()) {
      boolean backups = BackupServiceGrpc.SERVICE_NAME.equals(method.getServiceName());
      boolean labs = LabServiceGrpc.SERVICE_NAME.equals(method.getServiceName());
      if (!labs && (!backups || topology.equals("replicated"))) {
        methods.add(new Method(method.getFullMethodName(), method.getType()));
      }
    }
    assertThat(methods)
        .extracting(Method::name)
        .contains(ChunkServiceGrpc.getWriteMethod().getFullMethodName());
    if (topology.equals("raft")) {
      Stream.of(
              "RequestVote",
              "AppendEntries",
              "InstallSnapshot",
              "GetFile",
              "TimeoutNow",
              "ReadIndex")
          .forEach(name -> methods.add(new Method("sandstore.Raft/" + name, MethodType.UNARY)));
    }
    return methods;
  }
}
