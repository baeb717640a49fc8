package sandstore.node.repair;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkServiceGrpc.ChunkServiceFutureStub;
import sandstore.proto.RepairServiceGrpc;
import sandstore.proto.RepairServiceGrpc.RepairServiceFutureStub;
import sandstore.wire.Channels;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;

/** Calls to other nodes, or to this one, whose failure is a {@code StoreException}. */
final class Calls {
  private final Channels channels;

  Calls(Channels channels) {
    this.channels = channels;
  }

  <T> CompletableFuture<T> repair(
      NodeId to, long limitMillis, Function<RepairServiceFutureStub, ListenableFuture<T>> call) {
    return made(
        () ->
            call.apply(
                RepairServiceGrpc.newFutureStub(channels.to(to))
                    .withDeadlineAfter(limitMillis, TimeUnit.MILLISECONDS)));
  }

  <T> CompletableFuture<T> chunks(
      NodeId to, long limitMillis, Function<ChunkServiceFutureStub, ListenableFuture<T>> call) {
    return made(
        () ->
            call.apply(
                ChunkServiceGrpc.newFutureStub(channels.to(to))
                    .withDeadlineAfter(limitMillis, TimeUnit.MILLISECONDS)));
  }

  private interface Start<T> {
    ListenableFuture<T> call();
  }

  private static <T> CompletableFuture<T> made(Start<T> start) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      Futures.addCallback(
          start.call(),
          new FutureCallback<T>() {
            @Override
            public void onSuccess(@Nullable T reply) {
              answer.complete(reply);
            }

            @Override
            public void onFailure(Throwable problem) {
              answer.completeExceptionally(Failures.fromStatus(problem, true));
            }
          },
          MoreExecutors.directExecutor());
    } catch (StatusRuntimeException noAddress) {
      answer.completeExceptionally(Failures.fromStatus(noAddress, false));
    }
    return answer;
  }
}
