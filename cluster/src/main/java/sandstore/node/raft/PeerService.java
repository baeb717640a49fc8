package sandstore.node.raft;

import com.alipay.sofa.jraft.rpc.Connection;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.AppendEntriesRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.GetFileRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.InstallSnapshotRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.ReadIndexRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.RequestVoteRequestProcessor;
import com.alipay.sofa.jraft.rpc.impl.core.TimeoutNowRequestProcessor;
import com.google.protobuf.Message;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sandstore.wire.Caller;
import sandstore.wire.NodeId;

/**
 * What peers call, as one gRPC service on the node's own server. JRaft's processors do the work;
 * its commands for operators are not among them, since the lab has its own.
 */
final class PeerService {
  private final Executor executor;
  private final RaftWires.Ear ear;

  /**
   * @param executor grows as needed, so that a long append never holds up a vote
   */
  PeerService(Executor executor, RaftWires.Ear ear) {
    this.executor = executor;
    this.ear = ear;
  }

  ServerServiceDefinition definition() {
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(RaftMethod.SERVICE);
    List<RpcProcessor<? extends Message>> processors =
        List.of(
            new RequestVoteRequestProcessor(executor),
            new AppendEntriesRequestProcessor(executor),
            new InstallSnapshotRequestProcessor(executor),
            new GetFileRequestProcessor(executor),
            new TimeoutNowRequestProcessor(executor),
            new ReadIndexRequestProcessor(executor));
    for (RpcProcessor<? extends Message> processor : processors) {
      @SuppressWarnings("unchecked") // the method's marshaller makes what the processor takes
      RpcProcessor<Message> typed = (RpcProcessor<Message>) processor;
      service.addMethod(
          RaftMethod.ofRequestClass(processor.interest()).descriptor(),
          ServerCalls.asyncUnaryCall((request, reply) -> serve(typed, request, reply)));
    }
    return service.build();
  }

  private void serve(
      RpcProcessor<Message> processor, Message request, StreamObserver<Message> reply) {
    NodeId caller = Caller.current();
    // Without a handler, an answer to a call that was given up would be an exception.
    ((ServerCallStreamObserver<Message>) reply).setOnCancelHandler(() -> {});
    ear.heard(caller, request);
    executor.execute(() -> processor.handleRequest(new Call(caller, request, reply), request));
  }

  /** One call in progress. */
  private final class Call implements RpcContext, Connection {
    private final NodeId caller;
    private final Message request;
    private final StreamObserver<Message> reply;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final AtomicBoolean answered = new AtomicBoolean();

    Call(NodeId caller, Message request, StreamObserver<Message> reply) {
      this.caller = caller;
      this.request = request;
      this.reply = reply;
    }

    /** Once: when the first answer could not be sent, JRaft tries an error, which cannot either. */
    @Override
    public void sendResponse(Object response) {
      if (answered.compareAndSet(false, true)) {
        ear.replying(caller, request, (Message) response);
        reply.onNext((Message) response);
        reply.onCompleted();
      }
    }

    @Override
    public String getRemoteAddress() {
      return caller.name();
    }

    @Override
    public Connection getConnection() {
      return this;
    }

    @Override
    public @Nullable Object getAttribute(String key) {
      return attributes.get(key);
    }

    @Override
    public void setAttribute(String key, Object value) {
      attributes.put(key, value);
    }

    @Override
    public @Nullable Object setAttributeIfAbsent(String key, Object value) {
      return attributes.putIfAbsent(key, value);
    }

    /** JRaft would close a peer's connection when it is overloaded; ours carries chunks, too. */
    @Override
    public void close() {}
  }
}
