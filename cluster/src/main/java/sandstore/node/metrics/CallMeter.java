package sandstore.node.metrics;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import sandstore.proto.DataFrame;
import sandstore.proto.WriteFrame;

/** Counts what every service of this node is asked and answers: plain counters, for all to read. */
public final class CallMeter implements ServerInterceptor {
  private final Map<String, CallCounts> byMethod = new ConcurrentHashMap<>();

  Collection<CallCounts> counts() {
    return byMethod.values();
  }

  private CallCounts of(MethodDescriptor<?, ?> method) {
    CallCounts known = byMethod.get(method.getFullMethodName());
    return known != null
        ? known
        : byMethod.computeIfAbsent(
            method.getFullMethodName(), name -> new CallCounts(service(name), bare(method)));
  }

  /** {@code sandstore.FileService/Manifest} is of {@code FileService}. */
  private static String service(String fullName) {
    String service = fullName.substring(0, fullName.indexOf('/'));
    return service.substring(service.lastIndexOf('.') + 1);
  }

  private static String bare(MethodDescriptor<?, ?> method) {
    String name = method.getBareMethodName();
    return name == null ? method.getFullMethodName() : name;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    CallCounts counts = of(call.getMethodDescriptor());
    counts.begun.increment();
    long began = System.nanoTime();
    Answering<Q, A> answering = new Answering<>(call, counts, began);
    return new SimpleForwardingServerCallListener<>(next.startCall(answering, headers)) {
      @Override
      public void onMessage(Q message) {
        add(counts.bytesIn, message);
        super.onMessage(message);
      }

      @Override
      public void onCancel() {
        answering.ended(false);
        super.onCancel();
      }
    };
  }

  private static final class Answering<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final CallCounts counts;
    private final long began;
    private boolean over;

    Answering(ServerCall<Q, A> call, CallCounts counts, long began) {
      super(call);
      this.counts = counts;
      this.began = began;
    }

    @Override
    public void sendMessage(A message) {
      add(counts.bytesOut, message);
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      ended(status.isOk());
      super.close(status, trailers);
    }

    synchronized void ended(boolean ok) {
      if (!over) {
        over = true;
        counts.end(System.nanoTime() - began, ok);
      }
    }
  }

  private static void add(LongAdder bytes, Object message) {
    if (message instanceof MessageLite m) {
      bytes.add(m.getSerializedSize() + beside(m));
    }
  }

  /** What came by a conduit, or goes by one. */
  private static int beside(MessageLite message) {
    if (message instanceof WriteFrame frame) {
      return frame.getData().getLength();
    }
    return message instanceof DataFrame frame ? frame.getLength() : 0;
  }
}
