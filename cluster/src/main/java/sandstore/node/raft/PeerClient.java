package sandstore.node.raft;

import com.alipay.sofa.jraft.ReplicatorGroup;
import com.alipay.sofa.jraft.error.InvokeTimeoutException;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.InvokeContext;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.util.Endpoint;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.wire.NodeId;

/** Calls peers for JRaft. Owns no connection: they are the node's. */
final class PeerClient implements RpcClient {
  private static final long GRACE_MILLIS = 200; // for gRPC to notice a deadline

  private final Probes probes = new Probes();
  private @Nullable RaftWires wires;

  void use(RaftWires newWires) {
    wires = newWires;
  }

  @Override
  public boolean init(RpcOptions options) {
    return true;
  }

  @Override
  public void shutdown() {}

  /**
   * Always: connections are made by calls, and a call to a dead peer fails. Otherwise JRaft pings,
   * under its lock, before it becomes leader.
   */
  @Override
  public boolean checkConnection(Endpoint endpoint) {
    return true;
  }

  @Override
  public boolean checkConnection(Endpoint endpoint, boolean createIfAbsent) {
    return true;
  }

  @Override
  public void closeConnection(Endpoint endpoint) {}

  @Override
  public void registerConnectEventListener(ReplicatorGroup group) {}

  @Override
  public Object invokeSync(
      Endpoint endpoint, Object request, @Nullable InvokeContext context, long timeoutMillis)
      throws InterruptedException, RemotingException {
    CompletableFuture<Object> reply = new CompletableFuture<>();
    invokeAsync(endpoint, request, context, new Completing(reply), timeoutMillis);
    try {
      return reply.get(timeoutMillis + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new InvokeTimeoutException(e);
    } catch (ExecutionException e) {
      throw new RemotingException(e.getCause());
    }
  }

  private record Completing(CompletableFuture<Object> reply) implements InvokeCallback {
    @Override
    public void complete(@Nullable Object result, @Nullable Throwable error) {
      if (error == null) {
        reply.complete(result);
      } else {
        reply.completeExceptionally(error);
      }
    }

    @Override
    public Executor executor() {
      return Runnable::run;
    }
  }

  @Override
  public void invokeAsync(
      Endpoint endpoint,
      Object request,
      @Nullable InvokeContext context,
      InvokeCallback callback,
      long timeoutMillis) {
    RaftWires w = Objects.requireNonNull(wires, "not configured");
    NodeId peer = Peers.node(endpoint);
    Message message = (Message) request;
    RaftMethod method = RaftMethod.of(message);
    long patience =
        method == RaftMethod.INSTALL_SNAPSHOT
            ? timeoutMillis
            : Math.min(timeoutMillis, w.longestMillis());
    Supplier<List<InvokeCallback>> waiting = () -> List.of(callback);
    if (Probes.isOne(message)) {
      Probes.Probe probe = probes.ask(peer, message, callback);
      if (probe == null) {
        return;
      }
      waiting = () -> probes.over(probe);
    }
    Reply reply = new Reply(w, peer, message, waiting);
    w.ear().sending(peer, message);
    try {
      ClientCalls.asyncUnaryCall(
          w.channels()
              .to(peer)
              .newCall(
                  method.descriptor(),
                  CallOptions.DEFAULT.withDeadlineAfter(patience, TimeUnit.MILLISECONDS)),
          message,
          reply);
    } catch (RuntimeException e) {
      reply.onError(e); // no address, say: the call was never made, and whoever asked is told
    }
  }

  private record Reply(
      RaftWires wires, NodeId peer, Message request, Supplier<List<InvokeCallback>> waiting)
      implements StreamObserver<Message> {
    @Override
    public void onNext(Message reply) {
      wires.ear().answered(peer, request, reply);
      complete(reply, null);
    }

    @Override
    public void onError(Throwable t) {
      Status.Code code = Status.fromThrowable(t).getCode();
      complete(
          null,
          code == Status.Code.DEADLINE_EXCEEDED
              ? new InvokeTimeoutException(t)
              : new RemotingException(t));
    }

    @Override
    public void onCompleted() {}

    private void complete(@Nullable Message reply, @Nullable Throwable error) {
      waiting.get().forEach(callback -> complete(callback, reply, error));
    }

    /** Never on the network's thread, and never lost: JRaft waits for it. */
    private void complete(
        InvokeCallback callback, @Nullable Message reply, @Nullable Throwable error) {
      Runnable run = () -> callback.complete(reply, error);
      Executor preferred = callback.executor();
      try {
        (preferred == null ? wires.executor() : preferred).execute(run);
      } catch (RejectedExecutionException e) {
        wires.executor().execute(run);
      }
    }
  }
}
