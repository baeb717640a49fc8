package sandstore.wire.trunk;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sandstore.proto.TrunkReply;
import sandstore.proto.TrunkRequest;

/**
 * One call on a trunk: a message there, a message back. If its message is large, or the trunk is
 * full or has ended before it could leave, it travels by itself after all.
 */
final class TrunkCall<A, B> extends ClientCall<A, B> {
  private static final long NO_LIMIT = -1;

  private final Trunk trunk;
  private final Channel otherwise;
  private final MethodDescriptor<A, B> method;
  private final CallOptions options;
  private final Metadata.Key<String> id;
  private final long number;
  private final AtomicBoolean over = new AtomicBoolean();

  private Listener<B> listener = new Listener<>() {};
  private Metadata headers = new Metadata();
  private long due = Long.MAX_VALUE;
  private @Nullable A message;
  private volatile boolean sent;
  private volatile boolean unwanted;
  private volatile @Nullable ClientCall<A, B> apart;

  TrunkCall(
      Trunk trunk,
      Channel otherwise,
      MethodDescriptor<A, B> method,
      CallOptions options,
      Metadata.Key<String> id) {
    this.trunk = trunk;
    this.otherwise = otherwise;
    this.method = method;
    this.options = options;
    this.id = id;
    this.number = trunk.number();
  }

  long number() {
    return number;
  }

  /** In the trunk's time. */
  long due() {
    return due;
  }

  @Override
  public void start(Listener<B> newListener, Metadata newHeaders) {
    listener = newListener;
    headers = newHeaders;
    // Nobody knows from here on whether it left: what a cut link swallows is not told either.
    for (ClientStreamTracer.Factory watcher : options.getStreamTracerFactories()) {
      watcher
          .newClientStreamTracer(ClientStreamTracer.StreamInfo.newBuilder().build(), headers)
          .streamCreated(Attributes.EMPTY, headers);
    }
    Deadline deadline = options.getDeadline();
    long limit =
        deadline == null ? NO_LIMIT : Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS));
    if (limit != NO_LIMIT) {
      due = trunk.now() + limit;
    }
    trunk.expect(this, limit);
  }

  /** There is one answer, and it is wanted. */
  @Override
  public void request(int count) {
    ClientCall<A, B> other = apart;
    if (other != null) {
      other.request(count);
    }
  }

  @Override
  public void sendMessage(A newMessage) {
    message = newMessage;
  }

  @Override
  public void halfClose() {
    A whole = message;
    if (whole == null) {
      giveUp(Status.INTERNAL.withDescription("a call without a message"));
      return;
    }
    MessageLite body = (MessageLite) whole;
    sent = true;
    boolean fits = body.getSerializedSize() <= TrunkChannel.MAX_BYTES && trunk.isReady();
    if (!fits || !trunk.send(request(body))) {
      travelApart(whole);
    }
  }

  private TrunkRequest request(MessageLite body) {
    String name = headers.get(id);
    return TrunkRequest.newBuilder()
        .setCall(number)
        .setMethod(method.getFullMethodName())
        .setId(name == null ? "" : name)
        .setMessage(body.toByteString())
        .build();
  }

  private void travelApart(A whole) {
    if (trunk.forget(this)) { // else it was given up, and its listener knows
      ClientCall<A, B> other = made();
      apart = other;
      other.start(listener, headers);
      other.request(2); // as gRPC asks for one answer: a second one would be an error to tell
      other.sendMessage(whole);
      other.halfClose();
      if (unwanted) { // by another thread, meanwhile
        other.cancel("cancelled", null);
      }
    }
  }

  /** Not part of a call that the current thread may be serving: it would end with that one. */
  private ClientCall<A, B> made() {
    Context before = Context.ROOT.attach();
    try {
      return otherwise.newCall(method, options);
    } finally {
      Context.ROOT.detach(before);
    }
  }

  @Override
  public void cancel(@Nullable String why, @Nullable Throwable cause) {
    unwanted = true;
    ClientCall<A, B> other = apart;
    if (other == null) {
      giveUp(Status.CANCELLED.withDescription(why).withCause(cause));
    } else {
      other.cancel(why, cause);
    }
  }

  /** The callee is told, if it may have heard of the call. */
  void giveUp(Status status) {
    if (trunk.forget(this)) {
      if (sent) {
        var unused = trunk.send(TrunkRequest.newBuilder().setCall(number).build());
      }
      end(status);
    }
  }

  void answered(TrunkReply reply) {
    Status status = Replies.status(reply);
    if (!status.isOk()) {
      tell(() -> listener.onClose(status, Replies.trailers(reply)));
      return;
    }
    B answer;
    try {
      ByteString bytes = reply.getMessage();
      answer = method.parseResponse(bytes.newInput());
    } catch (RuntimeException unreadable) {
      end(Status.INTERNAL.withDescription("an unreadable answer").withCause(unreadable));
      return;
    }
    tell(
        () -> {
          listener.onHeaders(new Metadata());
          listener.onMessage(answer);
          listener.onClose(Status.OK, new Metadata());
        });
  }

  void end(Status status) {
    tell(() -> listener.onClose(status, new Metadata()));
  }

  /**
   * Once. Where the caller wants to hear it: a blocking stub waits for work of its own executor.
   */
  private void tell(Runnable last) {
    if (over.compareAndSet(false, true)) {
      Executor wanted = options.getExecutor();
      if (wanted == null) {
        last.run();
      } else {
        wanted.execute(last);
      }
    }
  }

  @Override
  public String toString() {
    return "TrunkCall[" + number + " " + method.getBareMethodName() + "]";
  }
}
