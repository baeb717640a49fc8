package sandstore.wire;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import sandstore.proto.AdminServiceGrpc;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.TrunkServiceGrpc;
import sandstore.wire.trunk.TrunkServer;

/**
 * The server side of a process: on loopback, or beyond it under TLS; behind the token, replies
 * through the gate.
 */
public final class Doors {
  private static final Set<String> UNGATED =
      Set.of(
          AdminServiceGrpc.SERVICE_NAME,
          FaultServiceGrpc.SERVICE_NAME,
          ObserveServiceGrpc.SERVICE_NAME,
          TrunkServiceGrpc.SERVICE_NAME); // whose calls are gated one by one

  private Doors() {}

  /**
   * A builder to add services to.
   *
   * @param at port 0 lets the system choose
   * @param executor runs the handlers; they may block
   * @param prompt full names of methods, and of services, whose handlers never block: they run on
   *     the network's threads. From one thread to another and back costs more than such a call
   */
  public static NettyServerBuilder open(
      NodeId self,
      InetSocketAddress at,
      Tls tls,
      Token token,
      LinkGate gate,
      RpcTap tap,
      Executor executor,
      Set<String> prompt) {
    return tls.protect(NettyServerBuilder.forAddress(at))
        .bossEventLoopGroup(Loops.SHARED)
        .workerEventLoopGroup(Loops.SHARED)
        .channelType(NioServerSocketChannel.class)
        .executor(MoreExecutors.directExecutor())
        .callExecutor(new ByPromptness(executor, prompt))
        .maxInboundMessageSize(Channels.MAX_MESSAGE_BYTES)
        .flowControlWindow(2 << 20)
        .intercept(new HoldServerInterceptor(self, gate.holds(), tap, UNGATED))
        .intercept(new LinkServerInterceptor(self, gate, tap, UNGATED))
        .intercept(new ProvenNames())
        .intercept(token.guard(self));
  }

  /**
   * For small calls to these services that share one stream; to be added to the services of the
   * server whose doors were opened with the same arguments. Closed before it.
   */
  public static TrunkServer trunks(
      NodeId self,
      LinkGate gate,
      RpcTap tap,
      Executor executor,
      Set<String> prompt,
      Collection<ServerServiceDefinition> services) {
    List<ServerServiceDefinition> gated =
        services.stream()
            .map(
                service ->
                    ServerInterceptors.intercept(
                        service,
                        new HoldServerInterceptor(self, gate.holds(), tap, UNGATED),
                        new LinkServerInterceptor(self, gate, tap, UNGATED)))
            .toList();
    return new TrunkServer(
        gated, method -> isPrompt(method, prompt), executor, Headers.FROM, Headers.RPC_ID);
  }

  /** The same on loopback, where any handler may block. */
  public static NettyServerBuilder open(
      NodeId self, int port, Token token, LinkGate gate, RpcTap tap, Executor executor) {
    return open(
        self,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        Tls.NONE,
        token,
        gate,
        tap,
        executor,
        Set.of());
  }

  private record ByPromptness(Executor patient, Set<String> prompt)
      implements ServerCallExecutorSupplier {
    @Override
    public <A, B> Executor getExecutor(ServerCall<A, B> call, Metadata headers) {
      MethodDescriptor<A, B> method = call.getMethodDescriptor();
      return isPrompt(method, prompt)
              || TrunkServiceGrpc.SERVICE_NAME.equals(method.getServiceName())
          ? MoreExecutors.directExecutor()
          : patient;
    }
  }

  private static boolean isPrompt(MethodDescriptor<?, ?> method, Set<String> prompt) {
    return prompt.contains(method.getFullMethodName()) || prompt.contains(method.getServiceName());
  }

  /** Waits for running calls at most as long as told, then ends them. */
  public static void close(Server server, long millis) throws InterruptedException {
    server.shutdown();
    if (!server.awaitTermination(millis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      server.shutdownNow();
    }
  }
}
