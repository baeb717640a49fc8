package sandstore.wire;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.Executor;
import sandstore.proto.AdminServiceGrpc;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.ObserveServiceGrpc;

/** The server side of a process: loopback only, behind the token, replies through the gate. */
public final class Doors {
  private static final Set<String> UNGATED =
      Set.of(
          AdminServiceGrpc.SERVICE_NAME,
          FaultServiceGrpc.SERVICE_NAME,
          ObserveServiceGrpc.SERVICE_NAME);

  private Doors() {}

  /**
   * A builder to add services to.
   *
   * @param port 0 lets the system choose
   * @param executor runs the handlers; they may block
   */
  public static NettyServerBuilder open(
      NodeId self, int port, Token token, LinkGate gate, RpcTap tap, Executor executor) {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .bossEventLoopGroup(Loops.SHARED)
        .workerEventLoopGroup(Loops.SHARED)
        .channelType(NioServerSocketChannel.class)
        .executor(executor)
        .maxInboundMessageSize(Channels.MAX_MESSAGE_BYTES)
        .flowControlWindow(2 << 20)
        .intercept(new LinkServerInterceptor(self, gate, tap, UNGATED))
        .intercept(token.guard(self));
  }

  /** Waits for running calls at most as long as told, then ends them. */
  public static void close(Server server, long millis) throws InterruptedException {
    server.shutdown();
    if (!server.awaitTermination(millis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      server.shutdownNow();
    }
  }
}
