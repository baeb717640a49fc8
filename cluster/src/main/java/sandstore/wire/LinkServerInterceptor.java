package sandstore.wire;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends the replies of one process through the gate, tells the tap, and names the caller. */
final class LinkServerInterceptor implements ServerInterceptor {
  private final NodeId self;
  private final LinkGate gate;
  private final RpcTap tap;
  private final Set<String> ungated;

  /**
   * @param ungated full names of services that no rule touches
   */
  LinkServerInterceptor(NodeId self, LinkGate gate, RpcTap tap, Set<String> ungated) {
    this.self = self;
    this.gate = gate;
    this.tap = tap;
    this.ungated = ungated;
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    String from = headers.get(Headers.FROM);
    NodeId caller = new NodeId(from == null ? "?" : from);
    Context context = Context.current().withValue(Headers.CALLER, caller);
    if (from == null || ungated.contains(call.getMethodDescriptor().getServiceName())) {
      return Contexts.interceptCall(context, call, headers, next);
    }
    GatedReply<A, B> reply = new GatedReply<>(call, caller, id(headers));
    return new SimpleForwardingServerCallListener<A>(
        Contexts.interceptCall(context, reply, headers, next)) {
      @Override
      public void onMessage(A message) {
        reply.received(message);
        super.onMessage(message);
      }
    };
  }

  static long id(Metadata headers) {
    String id = headers.get(Headers.RPC_ID);
    try {
      return id == null ? 0 : Long.parseLong(id);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private final class GatedReply<A, B> extends SimpleForwardingServerCall<A, B> {
    private final Link link;
    private final long id;
    private final LinkGate.Lane lane;
    private volatile RpcTap.@Nullable Rpc rpc;
    private volatile boolean swallowed;

    GatedReply(ServerCall<A, B> call, NodeId caller, long id) {
      super(call);
      this.link = new Link(self, caller);
      this.id = id;
      this.lane = gate.new Lane(link);
    }

    void received(A message) {
      if (rpc == null) {
        String method = getMethodDescriptor().getBareMethodName();
        RpcTap.Rpc known = new RpcTap.Rpc(id, link.to(), self, tap.kind(method, message));
        rpc = known;
        tap.received(known);
      }
    }

    /** False when the link swallows it, and with it the rest of the call. */
    private boolean passes(LinkRules.Fate fate) {
      if (swallowed) {
        return false;
      }
      if (fate.dropped()) {
        swallowed = true;
        RpcTap.Rpc known = rpc;
        if (known != null) {
          tap.dropped(known, true, fate.rule());
        }
        return false;
      }
      return true;
    }

    @Override
    public void sendMessage(B message) {
      LinkRules.Fate fate = gate.judge(link);
      if (passes(fate)) {
        lane.pass(fate.delayMillis(), () -> super.sendMessage(message));
      }
    }

    @Override
    public void close(Status status, Metadata trailers) {
      // A status without a message before it (an error) is itself a message on the link.
      LinkRules.Fate fate = status.isOk() ? LinkRules.Fate.PASSES : gate.judge(link);
      if (passes(fate)) {
        lane.pass(fate.delayMillis(), () -> super.close(status, trailers));
      }
    }

    @Override
    public boolean isReady() {
      return super.isReady() && !lane.full();
    }
  }
}
