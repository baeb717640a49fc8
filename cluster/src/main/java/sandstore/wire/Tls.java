package sandstore.wire;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the connections of a process are protected: not at all, as on loopback, where the token is
 * enough; or by TLS 1.3, by which both ends prove who they are.
 *
 * <p>Who is called has to show a certificate for the name under which it is called, {@code node2}:
 * another node's will not do, wherever it listens. Who calls has to show one of the same authority,
 * and its own to call itself a node or the lab. The token is asked for all the same.
 *
 * <p>It is the JDK's TLS. That of gRPC's Netty would unpack a library into the temporary folder at
 * each start.
 */
public final class Tls {
  /** For loopback. */
  public static final Tls NONE = new Tls(null, null);

  private static final String VERSION = "TLSv1.3";

  private final @Nullable SslContext server;
  private final @Nullable SslContext client;

  private Tls(@Nullable SslContext server, @Nullable SslContext client) {
    this.server = server;
    this.client = client;
  }

  /** {@link #NONE} without papers. */
  public static Tls of(Optional<Papers> papers) throws IOException {
    return papers.isPresent() ? of(papers.get()) : NONE;
  }

  /**
   * @throws IOException in one line: what is wrong with the papers
   */
  public static Tls of(Papers papers) throws IOException {
    papers.check();
    try {
      SslContextBuilder server =
          SslContextBuilder.forServer(papers.certificate().toFile(), papers.key().toFile())
              .trustManager(papers.authority().toFile())
              .clientAuth(ClientAuth.REQUIRE)
              .protocols(VERSION);
      SslContextBuilder client =
          SslContextBuilder.forClient()
              .keyManager(papers.certificate().toFile(), papers.key().toFile())
              .trustManager(papers.authority().toFile())
              .protocols(VERSION);
      return new Tls(
          GrpcSslContexts.configure(server, SslProvider.JDK).build(),
          GrpcSslContexts.configure(client, SslProvider.JDK).build());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          papers.key() + " does not belong to " + papers.certificate() + ", or is no key", e);
    }
  }

  /** Whether nothing may travel beside it. */
  public boolean protects() {
    return client != null;
  }

  NettyServerBuilder protect(NettyServerBuilder door) {
    return server == null ? door : door.sslContext(server);
  }

  /** Whoever answers has to prove that it is that node. */
  NettyChannelBuilder protect(NettyChannelBuilder channel, NodeId peer) {
    return client == null
        ? channel.usePlaintext()
        : channel.sslContext(client).overrideAuthority(peer.name());
  }
}
