package sandstore.wire;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.proto.RpcDetail;

/**
 * Keeps replies that the lab holds. The caller hears at once that its reply waits, by a header, so
 * that its time stands still.
 */
final class HoldServerInterceptor implements ServerInterceptor {
  private static final RpcDetail NO_DETAIL = RpcDetail.getDefaultInstance();

  private final NodeId self;
  private final Holds holds;
  private final RpcTap tap;
  private final Set<String> free;

  /**
   * @param free full names of services whose replies are never held
   */
  HoldServerInterceptor(NodeId self, Holds holds, RpcTap tap, Set<String> free) {
    this.self = self;
    this.holds = holds;
    this.tap = tap;
    this.free = free;
  }

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    String from = headers.get(Headers.FROM);
    if (from == null
        || holds.rules().isEmpty() // what has begun by then is not touched by a rule that comes
        || free.contains(call.getMethodDescriptor().getServiceName())) {
      return next.startCall(call, headers);
    }
    HoldableReply<A, B> reply =
        new HoldableReply<>(
            call,
            new NodeId(from),
            LinkServerInterceptor.id(headers),
            headers.containsKey(Headers.PATIENT));
    return new SimpleForwardingServerCallListener<A>(next.startCall(reply, headers)) {
      @Override
      public void onMessage(A message) {
        reply.received(message);
        super.onMessage(message);
      }

      @Override
      public void onCancel() {
        reply.abandoned();
        super.onCancel();
      }
    };
  }

  private final class HoldableReply<A, B> extends SimpleForwardingServerCall<A, B>
      implements Holds.Waiting {
    private final NodeId caller;
    private final long id;
    private final boolean patient;
    private final List<B> messages = new ArrayList<>();
    private String kind = "";
    private @Nullable Metadata headers;
    private @Nullable Status end;
    private Metadata trailers = new Metadata();
    private boolean judged;
    private boolean waits;
    private boolean dropped;
    private long number;

    HoldableReply(ServerCall<A, B> call, NodeId caller, long id, boolean patient) {
      super(call);
      this.caller = caller;
      this.id = id;
      this.patient = patient;
    }

    synchronized void received(A message) {
      if (kind.isEmpty()) {
        kind = tap.kind(String.valueOf(getMethodDescriptor().getBareMethodName()), message);
      }
    }

    void abandoned() {
      boolean waiting;
      synchronized (this) {
        waiting = waits;
        dropped = true;
      }
      if (waiting) {
        holds.gone(number, "its caller gave up");
      }
    }

    /** With the first message or the end, when it is known whether they wait. */
    @Override
    public synchronized void sendHeaders(Metadata newHeaders) {
      if (judged) {
        super.sendHeaders(newHeaders);
      } else {
        headers = newHeaders;
      }
    }

    @Override
    public synchronized void sendMessage(B message) {
      RpcDetail detail = judged || holds.rules().isEmpty() ? NO_DETAIL : tap.detail(message);
      if (mustWait(detail)) {
        messages.add(message);
        wait(detail);
      } else if (waits) {
        messages.add(message);
      } else if (!dropped) {
        super.sendMessage(message);
      }
    }

    @Override
    public synchronized void close(Status status, Metadata newTrailers) {
      boolean first = mustWait(NO_DETAIL);
      if (first || waits) {
        end = status;
        trailers = newTrailers;
        if (first) {
          wait(NO_DETAIL);
        }
      } else if (!dropped) {
        super.close(status, newTrailers);
      }
    }

    /** Asked once, at the first that would leave; the headers go before it in any case. */
    private boolean mustWait(RpcDetail detail) {
      if (judged) {
        return false;
      }
      judged = true;
      Metadata first = headers;
      boolean hold = !kind.isEmpty() && holds.keeps(new Link(self, caller), kind, true, detail);
      if (hold) {
        Metadata marked = first == null ? new Metadata() : first;
        marked.put(Headers.HELD, "1");
        super.sendHeaders(marked);
      } else if (first != null) {
        super.sendHeaders(first);
      }
      return hold;
    }

    private void wait(RpcDetail detail) {
      waits = true;
      number = holds.hold(new RpcTap.Rpc(id, caller, self, kind), true, detail, this, tap);
    }

    @Override
    public synchronized boolean isReady() {
      return !waits && super.isReady();
    }

    @Override
    public synchronized void deliver() {
      waits = false;
      if (dropped) {
        return;
      }
      messages.forEach(super::sendMessage);
      messages.clear();
      if (end != null) {
        super.close(end, trailers);
      }
    }

    @Override
    public synchronized void drop() {
      waits = false;
      dropped = true;
      messages.clear();
      if (patient) {
        Metadata last = new Metadata();
        last.put(Headers.DROPPED, "1");
        super.close(Status.DEADLINE_EXCEEDED, last);
      } // else silence, until its caller's own time is over
    }
  }
}
