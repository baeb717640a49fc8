package sandstore.client;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import sandstore.wire.Failures;
import sandstore.wire.HeldTime;
import sandstore.wire.NodeId;

/** One call to one node. */
final class Attempt {
  private final NodeId node;
  private final Channel channel;
  private final Duration limit;
  private final SendWatch watch = new SendWatch();
  private final HeldTime held = new HeldTime();

  Attempt(NodeId node, Channel channel, Duration limit) {
    this.node = node;
    this.channel = channel;
    this.limit = limit;
  }

  NodeId node() {
    return node;
  }

  /** Whether the request may have left this process. */
  boolean maybeSent() {
    return watch.maybeSent();
  }

  /** How long its request was held by the lab; its own limit has not counted that. */
  Duration held() {
    return held.whole();
  }

  /**
   * @throws sandstore.wire.StoreException if it failed; definite if it was certainly never sent or
   *     if the node said so
   * @throws InterruptedException after the call was cancelled
   */
  <Q, A> A ask(MethodDescriptor<Q, A> method, Q request) throws InterruptedException {
    CallOptions options =
        held.notedBy(CallOptions.DEFAULT)
            .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
            .withStreamTracerFactory(watch);
    ListenableFuture<A> answer;
    try {
      answer = ClientCalls.futureUnaryCall(channel.newCall(method, options), request);
    } catch (RuntimeException e) {
      throw Failures.fromStatus(e, watch.maybeSent());
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Failures.fromStatus(cause, watch.maybeSent());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    }
  }
}
