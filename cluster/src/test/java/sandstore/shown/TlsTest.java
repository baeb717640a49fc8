package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.view.NodeView;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.StateRequest;
import sandstore.wire.NodeId;
import sandstore.wire.Papers;
import sandstore.wire.Token;

/** Nodes that other machines may reach: who is let in, and who is not. */
final class TlsTest {
  @TempDir Path folder;

  @Test
  void bothEndsProveWhoTheyAre() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("certs keys --nodes 3 --client alice; certs others --nodes 3");
      keysAreTheOwnersAlone(lab.path("keys"));
      lab.ok("up raft --tls keys; put --text secret /f; get /f COPY");
      assertThat(Files.readString(lab.path("COPY"))).isEqualTo("secret");
      strangersAreRefused(lab);
      Lab.Ending none = lab.run("member add node4");
      assertThat(none.status()).as(none.message()).isEqualTo(2);
      assertThat(none.message()).contains("no certificate for node4");
      lab.ok("certs keys --nodes 4; member add node4; expect voters.size() == 4");
    }
  }

  private static void strangersAreRefused(TestLab lab) throws Exception {
    String token = Files.readString(lab.path("home/token")).strip();
    NodeView node = lab.view().nodes().get(NodeId.of(1));
    Papers alice = Papers.in(lab.path("keys"), new NodeId("alice"));
    Papers ours = Papers.in(lab.path("keys"), NodeId.of(2));
    Papers theirs = Papers.in(lab.path("others"), NodeId.of(2));
    Path authority = ours.authority();

    assertThat(ask(node, tls(authority, alice), "node1", token)).isEqualTo(Status.Code.OK);
    assertThat(ask(node, tls(authority, alice), "node1", null))
        .as("no token")
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(ask(node, tls(authority, alice), "node1", Token.random().hex()))
        .as("wrong token")
        .isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(ask(node, tls(authority, null), "node1", token))
        .as("no certificate")
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(ask(node, tls(authority, theirs), "node1", token))
        .as("a certificate of another authority")
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(ask(node, tls(theirs.authority(), alice), "node1", token))
        .as("who calls trusts another authority")
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(ask(node, tls(authority, alice), "node3", token))
        .as("another node was meant")
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(ask(node, null, "node1", token)).as("no TLS").isEqualTo(Status.Code.UNAVAILABLE);
    nobodyTakesAnothersName(node, alice, ours, token);
  }

  private static void nobodyTakesAnothersName(
      NodeView node, Papers alice, Papers node2, String token) throws Exception {
    Path authority = alice.authority();
    assertThat(ask(node, tls(authority, alice), "node1", token, "client.1"))
        .isEqualTo(Status.Code.OK);
    assertThat(ask(node, tls(authority, node2), "node1", token, "node2")).isEqualTo(Status.Code.OK);
    for (String another : List.of("node2", "node3", "lab")) {
      assertThat(ask(node, tls(authority, alice), "node1", token, another))
          .as("alice calls herself %s", another)
          .isEqualTo(Status.Code.UNAUTHENTICATED);
    }
    assertThat(ask(node, tls(authority, node2), "node1", token, "node3"))
        .as("node2 calls itself node3")
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  private static SslContextBuilder tls(Path authority, @Nullable Papers papers) {
    SslContextBuilder tls = SslContextBuilder.forClient().trustManager(authority.toFile());
    return papers == null
        ? tls
        : tls.keyManager(papers.certificate().toFile(), papers.key().toFile());
  }

  private static Status.Code ask(
      NodeView node, @Nullable SslContextBuilder tls, String name, @Nullable String token)
      throws Exception {
    return ask(node, tls, name, token, null);
  }

  private static Status.Code ask(
      NodeView node,
      @Nullable SslContextBuilder tls,
      String name,
      @Nullable String token,
      @Nullable String from)
      throws Exception {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress("127.0.0.1", node.port());
    ManagedChannel channel =
        (tls == null
                ? builder.usePlaintext()
                : builder
                    .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                    .overrideAuthority(name))
            .build();
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("sandstore-to", Metadata.ASCII_STRING_MARSHALLER), name);
    if (from != null) {
      headers.put(Metadata.Key.of("sandstore-from", Metadata.ASCII_STRING_MARSHALLER), from);
    }
    if (token != null) {
      headers.put(Metadata.Key.of("sandstore-token", Metadata.ASCII_STRING_MARSHALLER), token);
    }
    try {
      return BareCall.to(
          channel,
          ObserveServiceGrpc.getStateMethod().getFullMethodName(),
          MethodType.UNARY,
          headers,
          StateRequest.getDefaultInstance().toByteArray());
    } finally {
      channel.shutdownNow();
    }
  }

  private static void keysAreTheOwnersAlone(Path keys) throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    try (Stream<Path> all = Files.list(keys)) {
      List<Path> secret = all.filter(f -> f.toString().endsWith(".key")).toList();
      assertThat(secret).hasSize(6);
      for (Path key : secret) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void beyondLoopbackNothingStartsUnprotected() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "only Linux has /proc/PID/net/tcp");
    try (TestLab lab = new TestLab(folder)) {
      Lab.Ending bare = lab.run("up basic --bind 0.0.0.0");
      assertThat(bare.status()).isEqualTo(2);
      assertThat(bare.message()).contains("needs certificates");
      assertThat(lab.run("up basic --bind 0.0.0.0 --tls nowhere").message())
          .contains("no certificate for lab");
      lab.ok("certs keys --nodes 1");
      Path key = lab.path("keys").resolve("lab.key");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
      assertThat(lab.run("up basic --tls keys").message()).contains("can be read by others");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

      lab.ok("up basic --bind 0.0.0.0 --tls keys; put --text x /f");
      NodeView node = lab.view().nodes().get(NodeId.of(1));
      assertThat(ListeningSockets.of(node.pid()))
          .hasSize(1)
          .allMatch(at -> at.address().isAnyLocalAddress(), "all addresses");
    }
  }
}
