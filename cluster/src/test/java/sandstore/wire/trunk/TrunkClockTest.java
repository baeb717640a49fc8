package sandstore.wire.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sandstore.proto.TrunkReply;
import sandstore.proto.TrunkRequest;

/** Calls that are late, on a stream whose other end says nothing. */
class TrunkClockTest {
  private static final MethodDescriptor<StringValue, StringValue> SAY =
      MethodDescriptor.<StringValue, StringValue>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Echo/Say")
          .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
          .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
          .build();
  private static final Metadata.Key<String> ID =
      Metadata.Key.of("id", Metadata.ASCII_STRING_MARSHALLER);

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Trunk trunk = new Trunk(new SilentStream(), clock, (which, status) -> {});

  private static final class SilentStream extends ClientCall<TrunkRequest, TrunkReply> {
    @Override
    public void start(Listener<TrunkReply> listener, Metadata headers) {}

    @Override
    public void request(int count) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(TrunkRequest message) {}
  }

  private static final class NoOther extends Channel {
    @Override
    public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
      throw new AssertionError("a small call on a trunk that is open");
    }

    @Override
    public String authority() {
      return "nobody";
    }
  }

  @AfterEach
  void close() {
    clock.shutdownNow();
  }

  private BlockingQueue<Status> call(long limitMillis) {
    BlockingQueue<Status> ends = new LinkedBlockingQueue<>();
    TrunkCall<StringValue, StringValue> call =
        new TrunkCall<>(
            trunk,
            new NoOther(),
            SAY,
            CallOptions.DEFAULT.withDeadlineAfter(limitMillis, TimeUnit.MILLISECONDS),
            ID);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ends.add(status);
          }
        },
        new Metadata());
    return ends;
  }

  @Test
  void eachIsEndedWhenItIsLateAndOneLookIsPlannedForTheRest() throws Exception {
    BlockingQueue<Status> patient = call(TimeUnit.HOURS.toMillis(1));
    List<BlockingQueue<Status>> late = new ArrayList<>();
    for (int millis = 200; millis > 0; millis--) {
      late.add(call(millis)); // each has to be looked for sooner than the one before
    }
    for (BlockingQueue<Status> ends : late) {
      assertThat(ends.take().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }
    await().untilAsserted(() -> assertThat(clock.getQueue()).hasSize(2)); // the first one's, too
    assertThat(clock.getActiveCount()).isZero();
    assertThat(patient).isEmpty();
  }
}
