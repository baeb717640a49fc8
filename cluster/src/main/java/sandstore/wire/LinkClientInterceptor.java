package sandstore.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Sends the requests of one process to one peer through the gate, and tells the tap. */
final class LinkClientInterceptor implements ClientInterceptor {
  /** The id of a call that was given one before it comes here. */
  static final CallOptions.Key<Long> ID = CallOptions.Key.create("sandstore-rpc");

  private static final AtomicLong IDS = new AtomicLong();

  private final NodeId self;
  private final NodeId peer;
  private final LinkGate gate;
  private final RpcTap tap;

  LinkClientInterceptor(NodeId self, NodeId peer, LinkGate gate, RpcTap tap) {
    this.self = self;
    this.peer = peer;
    this.gate = gate;
    this.tap = tap;
  }

  /** An id that no other call of this process has. */
  static long nextId() {
    return IDS.incrementAndGet();
  }

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel next) {
    return new GatedCall<>(method, options, next);
  }

  private final class GatedCall<A, B> extends SimpleForwardingClientCall<A, B> {
    private final long id;
    private final long started = System.nanoTime();
    private final MethodDescriptor<A, B> method;
    private final CallOptions options;
    private final Channel next;
    private final LinkGate.Lane lane = gate.new Lane(new Link(self, peer));
    private volatile RpcTap.@Nullable Rpc rpc;
    private volatile boolean swallowed;

    GatedCall(MethodDescriptor<A, B> method, CallOptions options, Channel next) {
      super(next.newCall(method, options));
      Long given = options.getOption(ID);
      this.id = given == null ? nextId() : given;
      this.method = method;
      this.options = options;
      this.next = next;
    }

    @Override
    public void start(Listener<B> listener, Metadata headers) {
      identify(headers);
      super.start(
          new SimpleForwardingClientCallListener<B>(listener) {
            @Override
            public void onMessage(B message) {
              RpcTap.Rpc known = rpc;
              if (known != null) {
                tap.answered(
                    known, message, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started));
              }
              super.onMessage(message);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              RpcTap.Rpc known = rpc;
              if (known != null && !status.isOk()) {
                tap.failed(known, status.getCode().name());
              }
              super.onClose(status, trailers);
            }
          },
          headers);
    }

    private void identify(Metadata headers) {
      headers.put(Headers.FROM, self.name());
      headers.put(Headers.RPC_ID, Long.toString(id));
    }

    @Override
    public void sendMessage(A message) {
      if (swallowed) {
        return;
      }
      boolean first = rpc == null;
      RpcTap.Rpc known = rpc;
      if (known == null) {
        known = new RpcTap.Rpc(id, self, peer, tap.kind(method.getBareMethodName(), message));
        rpc = known;
      }
      LinkRules.Fate fate = gate.judge(new Link(self, peer));
      if (first) {
        tap.sent(known, message, fate.delayMillis());
      }
      if (fate.dropped()) {
        swallowed = true;
        tap.dropped(known, false, fate.rule());
        return;
      }
      lane.pass(fate.delayMillis(), () -> super.sendMessage(message));
      if (fate.copies() > 1 && method.getType() == MethodDescriptor.MethodType.UNARY) {
        lane.pass(fate.delayMillis(), () -> sendAgain(message));
      }
    }

    /** The same request a second time; whatever it answers is nobody's. */
    private void sendAgain(A message) {
      ClientCall<A, B> again = next.newCall(method, options);
      Metadata headers = new Metadata();
      identify(headers);
      again.start(new Listener<B>() {}, headers);
      again.request(1);
      again.sendMessage(message);
      again.halfClose();
    }

    @Override
    public void halfClose() {
      if (!swallowed) {
        lane.pass(0, super::halfClose);
      }
    }

    @Override
    public boolean isReady() {
      return super.isReady() && !lane.full();
    }

    @Override
    public String toString() {
      return "GatedCall[" + id + " " + method.getBareMethodName() + "]";
    }
  }
}
