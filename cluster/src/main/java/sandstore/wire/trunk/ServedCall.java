package sandstore.wire.trunk;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.proto.TrunkReply;

/** One call that came on a trunk, as the handlers of a server know calls. */
final class ServedCall<A, B> extends ServerCall<A, B> {
  private static final Logger LOG = LoggerFactory.getLogger(ServedCall.class);

  /** gRPC takes messages of 4 MiB; what a trunk puts around an answer is less than 1 KiB. */
  private static final int MAX_ANSWER_BYTES = (4 << 20) - (1 << 10);

  private final TrunkEnd end;
  private final long number;
  private final MethodDescriptor<A, B> method;
  private final Attributes attributes;
  private final Executor executor;
  private volatile ServerCall.@Nullable Listener<A> handler;
  private volatile boolean cancelled;
  private @Nullable B answer;
  private boolean closed;

  /**
   * @param executor runs the steps of this call one after the other
   */
  ServedCall(
      TrunkEnd end,
      long number,
      MethodDescriptor<A, B> method,
      Attributes attributes,
      Executor executor) {
    this.end = end;
    this.number = number;
    this.method = method;
    this.attributes = attributes;
    this.executor = executor;
  }

  void serve(ServerCallHandler<A, B> by, Metadata headers, ByteString message) {
    if (cancelled) {
      return;
    }
    try {
      A request = method.parseRequest(message.newInput());
      ServerCall.Listener<A> begun = by.startCall(this, headers);
      handler = begun;
      begun.onReady();
      begun.onMessage(request);
      begun.onHalfClose();
    } catch (RuntimeException e) {
      LOG.error("serving {}", method.getFullMethodName(), e);
      close(Status.UNKNOWN.withDescription("the handler broke"), new Metadata());
    }
  }

  /** Its caller wants no answer. */
  void abandoned() {
    cancelled = true;
    try {
      executor.execute(
          () -> {
            ServerCall.Listener<A> begun = handler;
            if (begun != null) {
              begun.onCancel();
            }
          });
    } catch (RejectedExecutionException closing) {
      // Then whoever serves it ends, too.
    }
  }

  @Override
  public void request(int count) {
    // It has come already.
  }

  @Override
  public void sendHeaders(Metadata headers) {
    // Nothing that a caller on a trunk needs.
  }

  @Override
  public void sendMessage(B message) {
    answer = message;
  }

  @Override
  public void close(Status status, Metadata trailers) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (cancelled) {
      return;
    }
    end.answer(status.isOk() ? whole() : Replies.of(number, status, trailers));
    ServerCall.Listener<A> begun = handler;
    if (begun != null) {
      begun.onComplete();
    }
  }

  private TrunkReply whole() {
    if (!(answer instanceof MessageLite message)) {
      return Replies.of(number, Status.INTERNAL.withDescription("no answer"), new Metadata());
    }
    // What the other end does not take would end the trunk, and not this call alone.
    return message.getSerializedSize() > MAX_ANSWER_BYTES
        ? Replies.of(
            number,
            Status.RESOURCE_EXHAUSTED.withDescription(
                "an answer of " + message.getSerializedSize() + " bytes"),
            new Metadata())
        : TrunkReply.newBuilder().setCall(number).setMessage(message.toByteString()).build();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public boolean isReady() {
    return !closed;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public MethodDescriptor<A, B> getMethodDescriptor() {
    return method;
  }
}
