package sandstore.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sandstore.proto.Address;
import sandstore.proto.HeldFate;
import sandstore.proto.HoldRule;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;

/** Two processes in one, over a real connection: requests and replies that wait. */
class HeldCallsTest {
  private static final NodeId NODE = NodeId.of(1);
  private static final HoldRule REQUESTS = HoldRule.newBuilder().setKind("Propose").build();
  private static final HoldRule REPLIES = REQUESTS.toBuilder().setReply(true).build();

  /** Shorter than any message waits here. */
  private static final long LIMIT_MILLIS = 1000;

  private final Token token = Token.random();
  private final LinkGate caller = new LinkGate();
  private final LinkGate callee = new LinkGate();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final AtomicInteger served = new AtomicInteger();
  private final BlockingQueue<Integer> servings = new LinkedBlockingQueue<>();
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private final Channels channels = new Channels(NodeId.CLIENT, token, caller, tap("client"));
  private Server server;

  private RpcTap tap(String who) {
    return new RpcTap() {
      @Override
      public void held(HeldRpc held) {
        told.add(who + " holds " + held.number() + (held.reply() ? " reply" : ""));
      }

      @Override
      public void released(HeldRpc held, HeldFate fate, String reason) {
        told.add(who + " " + fate + " " + held.number() + ": " + reason);
      }
    };
  }

  @BeforeEach
  void listen() throws Exception {
    server =
        Doors.open(NODE, 0, token, callee, tap("node1"), handlers)
            .addService(
                new MetadataServiceGrpc.MetadataServiceImplBase() {
                  @Override
                  public void propose(ProposeRequest request, StreamObserver<ProposeResponse> to) {
                    int count = served.incrementAndGet();
                    servings.add(count);
                    to.onNext(ProposeResponse.newBuilder().setIndex(count).build());
                    to.onCompleted();
                  }
                })
            .build()
            .start();
    channels.follow(
        AddressBook.of(
            List.of(
                Address.newBuilder()
                    .setNode("node1")
                    .setHost("127.0.0.1")
                    .setPort(server.getPort())
                    .build())));
    // Whatever is slow the first time is over then, and no part of a call's time.
    var unused =
        MetadataServiceGrpc.newBlockingStub(channels.to(NODE))
            .withDeadlineAfter(20, TimeUnit.SECONDS)
            .propose(ProposeRequest.getDefaultInstance());
    served.set(0);
    servings.clear();
  }

  @AfterEach
  void close() {
    channels.close();
    server.shutdownNow();
    handlers.shutdownNow();
  }

  private void obey(HoldRule... rules) {
    HoldRules compiled = HoldRules.of(List.of(rules));
    caller.holds().obey(compiled);
    callee.holds().obey(compiled);
  }

  private ListenableFuture<ProposeResponse> call() {
    return MetadataServiceGrpc.newFutureStub(channels.to(NODE))
        .withDeadlineAfter(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .propose(ProposeRequest.getDefaultInstance());
  }

  private static long index(ListenableFuture<ProposeResponse> answer) throws Exception {
    return answer.get(20, TimeUnit.SECONDS).getIndex();
  }

  private String heard() throws InterruptedException {
    return String.valueOf(told.poll(20, TimeUnit.SECONDS));
  }

  /** Longer than the caller would wait for the network. */
  private void outlastTheLimit() throws InterruptedException {
    BlockingQueue<String> later = new LinkedBlockingQueue<>();
    var unused =
        caller.after(TimeUnit.MILLISECONDS.toNanos(2 * LIMIT_MILLIS), () -> later.add("now"));
    assertThat(later.poll(20, TimeUnit.SECONDS)).isEqualTo("now");
  }

  @Test
  void aRequestWaitsForAsLongAsItTakesAndItsTimeBeginsThen() throws Exception {
    obey(REQUESTS);
    ListenableFuture<ProposeResponse> answer = call();
    assertThat(heard()).isEqualTo("client holds 1");
    outlastTheLimit();
    assertThat(answer.isDone()).isFalse();
    assertThat(served).hasValue(0);

    assertThat(caller.holds().release(List.of(1L, 7L), HeldFate.DELIVERED)).containsExactly(1L);
    assertThat(index(answer)).isEqualTo(1);
    assertThat(heard()).isEqualTo("client DELIVERED 1: by hand");
    assertThat(caller.holds().list()).isEmpty();
  }

  @Test
  void aReplyWaitsInTheCalleeAndTheCallersTimeStandsStill() throws Exception {
    obey(REPLIES);
    ListenableFuture<ProposeResponse> answer = call();
    assertThat(heard()).isEqualTo("node1 holds 1 reply");
    assertThat(served).hasValue(1);
    outlastTheLimit();
    assertThat(answer.isDone()).isFalse();

    callee.holds().release(List.of(1L), HeldFate.DELIVERED);
    assertThat(index(answer)).isEqualTo(1);
  }

  @Test
  void aDroppedReplyIsSilenceUntilTheCallersTimeIsOver() throws Exception {
    obey(REPLIES);
    ListenableFuture<ProposeResponse> answer = call();
    assertThat(heard()).isEqualTo("node1 holds 1 reply");
    callee.holds().release(List.of(1L), HeldFate.DROPPED);
    assertThat(heard()).isEqualTo("node1 DROPPED 1: by hand");

    assertThatThrownBy(() -> index(answer))
        .isInstanceOf(ExecutionException.class)
        .extracting(e -> Status.fromThrowable(e.getCause()).getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(served).hasValue(1);
  }

  @Test
  void aDroppedRequestIsSilenceTooAndNobodyServedIt() throws Exception {
    obey(REQUESTS);
    ListenableFuture<ProposeResponse> answer = call();
    assertThat(heard()).isEqualTo("client holds 1");
    caller.holds().release(List.of(1L), HeldFate.DROPPED);

    assertThatThrownBy(() -> index(answer))
        .isInstanceOf(ExecutionException.class)
        .extracting(e -> Status.fromThrowable(e.getCause()).getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(served).hasValue(0);
  }

  @Test
  void whatNeedNotWaitAnyMoreGoesOnItsWay() throws Exception {
    obey(REQUESTS, REPLIES);
    ListenableFuture<ProposeResponse> first = call();
    ListenableFuture<ProposeResponse> second = call();
    assertThat(List.of(heard(), heard())).containsExactly("client holds 1", "client holds 2");
    obey();
    assertThat(index(first) + index(second)).isEqualTo(3);
    assertThat(caller.holds().list()).isEmpty();
    assertThat(callee.holds().list()).isEmpty();
  }

  @Test
  void aCopyIsServedByItselfAndItsAnswerIsNobodys() throws Exception {
    obey(REQUESTS);
    ListenableFuture<ProposeResponse> answer = call();
    assertThat(heard()).isEqualTo("client holds 1");
    assertThat(caller.holds().copy(List.of(1L))).containsExactly(1L);
    assertThat(heard()).isEqualTo("client holds 2");
    assertThat(caller.holds().list()).extracting(HeldRpc::copyOf).containsExactly(0L, 1L);

    caller.holds().release(List.of(1L), HeldFate.DELIVERED);
    assertThat(index(answer)).isEqualTo(1);
    assertThat(servings.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    caller.holds().release(List.of(2L), HeldFate.DELIVERED);
    assertThat(servings.poll(20, TimeUnit.SECONDS)).as("the copy").isEqualTo(2);
  }

  @Test
  void whenTooManyWaitTheRestPasses() throws Exception {
    obey(REQUESTS);
    for (int i = 0; i < Holds.MOST; i++) {
      var unused = call();
    }
    assertThat(caller.holds().list()).hasSize(Holds.MOST);
    assertThat(index(call())).isEqualTo(1);
  }

  @Test
  void whoeverGivesUpTakesHisMessageAlong() throws Exception {
    obey(REQUESTS);
    ListenableFuture<ProposeResponse> answer = call();
    assertThat(heard()).isEqualTo("client holds 1");
    answer.cancel(true);
    assertThat(heard()).isEqualTo("client GIVEN_UP 1: its sender gave up");
    assertThat(caller.holds().list()).isEmpty();
    assertThat(caller.holds().release(List.of(1L), HeldFate.DELIVERED)).isEmpty();

    obey(REPLIES);
    ListenableFuture<ProposeResponse> other = call();
    assertThat(heard()).isEqualTo("node1 holds 1 reply");
    other.cancel(true);
    assertThat(heard()).isEqualTo("node1 GIVEN_UP 1: its caller gave up");
    assertThat(served).hasValue(1);
  }
}
