package sandstore.wire.trunk;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import sandstore.proto.TrunkReply;
import sandstore.proto.TrunkRequest;

/** The callee's end of a trunk: what comes is served, what was served is answered. */
final class TrunkEnd extends ServerCall.Listener<TrunkRequest> {
  static final Status CLOSING = Status.UNAVAILABLE.withDescription("the server ends");

  private final TrunkServer server;
  private final ServerCall<TrunkRequest, TrunkReply> stream;
  private final String caller;
  private final Map<Long, ServedCall<?, ?>> serving = new ConcurrentHashMap<>();
  private boolean over;

  TrunkEnd(TrunkServer server, ServerCall<TrunkRequest, TrunkReply> stream, String caller) {
    this.server = server;
    this.stream = stream;
    this.caller = caller;
  }

  @Override
  public void onMessage(TrunkRequest request) {
    if (request.getMethod().isEmpty()) {
      ServedCall<?, ?> unwanted = serving.remove(request.getCall());
      if (unwanted != null) {
        unwanted.abandoned();
      }
      return;
    }
    ServerMethodDefinition<?, ?> method = server.method(request.getMethod());
    if (method == null) {
      refuse(request, Status.UNIMPLEMENTED.withDescription("no call " + request.getMethod()));
    } else if (server.isClosing()) {
      refuse(request, CLOSING);
    } else {
      serve(method, request);
    }
  }

  private <A, B> void serve(ServerMethodDefinition<A, B> method, TrunkRequest request) {
    Executor executor = server.executor(method.getMethodDescriptor());
    ServedCall<A, B> call =
        new ServedCall<>(
            this,
            request.getCall(),
            method.getMethodDescriptor(),
            stream.getAttributes(),
            executor);
    serving.put(request.getCall(), call);
    try {
      executor.execute(
          () ->
              call.serve(
                  method.getServerCallHandler(),
                  server.headers(caller, request.getId()),
                  request.getMessage()));
    } catch (RejectedExecutionException closing) {
      call.close(CLOSING, new Metadata());
    }
  }

  private void refuse(TrunkRequest request, Status status) {
    answer(Replies.of(request.getCall(), status, new Metadata()));
  }

  /** The last word of a call. */
  void answer(TrunkReply reply) {
    serving.remove(reply.getCall());
    synchronized (this) { // the stream takes one message at a time
      if (!over) {
        stream.sendMessage(reply);
      }
    }
    if (server.isClosing()) {
      endWhenIdle();
    }
  }

  void endWhenIdle() {
    synchronized (this) {
      if (over || !serving.isEmpty()) {
        return;
      }
      over = true;
      stream.close(CLOSING, new Metadata());
    }
    server.ended(this);
  }

  /** The caller needs it no more, nor the calls that are under way on it. */
  @Override
  public void onHalfClose() {
    leave();
    stream.close(Status.OK, new Metadata());
  }

  /** The caller has gone, or the connection. */
  @Override
  public void onCancel() {
    leave();
  }

  private void leave() {
    synchronized (this) {
      over = true;
    }
    server.ended(this);
    serving.values().forEach(ServedCall::abandoned);
    serving.clear();
  }
}
