package sandstore.node.service;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import sandstore.wire.Failures;

/** Ways to answer a unary call: with a value, or with whatever computing it threw. */
final class Answer {
  private Answer() {}

  static <T> void with(StreamObserver<T> to, Supplier<T> value) {
    T reply;
    try {
      reply = value.get();
    } catch (RuntimeException e) {
      to.onError(Failures.toStatus(e));
      return;
    }
    to.onNext(reply);
    to.onCompleted();
  }

  static <T> void later(StreamObserver<T> to, CompletableFuture<T> value) {
    var unused =
        value.whenComplete(
            (reply, problem) -> {
              try {
                if (problem != null) {
                  to.onError(Failures.toStatus(cause(problem)));
                } else {
                  to.onNext(reply);
                  to.onCompleted();
                }
              } catch (IllegalStateException | io.grpc.StatusRuntimeException gone) {
                // The caller gave up meanwhile; its outcome is unknown to it, and it will ask
                // again.
                to.onError(Status.CANCELLED.asRuntimeException());
              }
            });
  }

  private static Throwable cause(Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }
}
