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

/** Calls on a stream whose other end says nothing. */
class TrunkCallTest {
  private static final Metadata.Key<String> ID =
      Metadata.Key.of("id", Metadata.ASCII_STRING_MARSHALLER);

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final SilentCall<TrunkRequest, TrunkReply> stream = new SilentCall<>();
  private final Trunk trunk = new Trunk(stream, clock, (which, status) -> {});
  private final Other other = new Other();

  private static final class SilentCall<A, B> extends ClientCall<A, B> {
    private final List<A> messages = new ArrayList<>();
    private boolean ready = true;

    @Override
    public void start(Listener<B> listener, Metadata headers) {}

    @Override
    public void request(int count) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(A message) {
      messages.add(message);
    }

    @Override
    public boolean isReady() {
      return ready;
    }
  }

  /** For calls that travel by themselves. */
  private static final class Other extends Channel {
    private final List<SilentCall<?, ?>> calls = new ArrayList<>();

    @Override
    public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
      SilentCall<A, B> call = new SilentCall<>();
      calls.add(call);
      return call;
    }

    @Override
    public String authority() {
      return "other";
    }
  }

  @AfterEach
  void close() {
    clock.shutdownNow();
  }

  private TrunkCall<StringValue, StringValue> call(CallOptions options) {
    return new TrunkCall<>(trunk, other, Echo.SAY, options, ID);
  }

  private BlockingQueue<Status> late(long limitMillis) {
    BlockingQueue<Status> ends = new LinkedBlockingQueue<>();
    call(CallOptions.DEFAULT.withDeadlineAfter(limitMillis, TimeUnit.MILLISECONDS))
        .start(
            new ClientCall.Listener<>() {
              @Override
              public void onClose(Status status, Metadata trailers) {
                ends.add(status);
              }
            },
            new Metadata());
    return ends;
  }

  private void say(String text) {
    TrunkCall<StringValue, StringValue> call = call(CallOptions.DEFAULT);
    call.start(new ClientCall.Listener<>() {}, new Metadata());
    call.sendMessage(StringValue.of(text));
    call.halfClose();
  }

  @Test
  void eachIsEndedWhenItIsLateAndOneLookIsPlannedForTheRest() throws Exception {
    BlockingQueue<Status> patient = late(TimeUnit.HOURS.toMillis(1));
    List<BlockingQueue<Status>> late = new ArrayList<>();
    for (int millis = 200; millis > 0; millis--) {
      late.add(late(millis)); // each has to be looked for sooner than the one before
    }
    for (BlockingQueue<Status> ends : late) {
      assertThat(ends.take().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    }
    await().untilAsserted(() -> assertThat(clock.getQueue()).hasSize(2)); // the first one's, too
    assertThat(clock.getActiveCount()).isZero();
    assertThat(patient).isEmpty();
  }

  @Test
  void nothingGathersOnATrunkWhosePeerTakesNothing() {
    say("one");
    stream.ready = false;
    say("two");
    stream.ready = true;
    say("three");
    assertThat(stream.messages).hasSize(2);
    assertThat(other.calls).hasSize(1);
    assertThat(List.copyOf(other.calls.get(0).messages)).isEqualTo(List.of(StringValue.of("two")));
  }
}
