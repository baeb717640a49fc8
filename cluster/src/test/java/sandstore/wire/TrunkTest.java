package sandstore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sandstore.proto.Address;
import sandstore.proto.Failure;
import sandstore.proto.LinkRule;
import sandstore.proto.TrunkServiceGrpc;
import sandstore.wire.trunk.Echo;
import sandstore.wire.trunk.TrunkChannel;
import sandstore.wire.trunk.TrunkServer;

/** Two processes in one, over a real connection: calls by themselves, and calls on a trunk. */
class TrunkTest {
  private static final NodeId NODE = NodeId.of(1);
  private static final String TRUNK = TrunkServiceGrpc.getCarryMethod().getFullMethodName();
  private static final long PATIENCE_SECONDS = 20;

  /** For calls that nobody answers. */
  private static final long SHORT_MILLIS = 300;

  private final Token token = Token.random();
  private final LinkGate caller = new LinkGate();
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private final Channels channels = new Channels(NodeId.CLIENT, token, caller, RpcTap.SILENT);

  /** Full names of the calls for which a stream of HTTP/2 was opened. */
  private final Queue<String> streams = new ConcurrentLinkedQueue<>();

  private final BlockingQueue<StreamObserver<StringValue>> silent = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> abandoned = new LinkedBlockingQueue<>();
  private @Nullable TrunkServer trunks;
  private @Nullable Server server;

  /** Answers what it is told, unless that is the name of another fate. */
  private void say(StringValue request, StreamObserver<StringValue> to) {
    switch (request.getValue()) {
      case "fail" -> to.onError(Failures.toStatus(failure()));
      case "break" -> throw new IllegalStateException("a defect");
      case "silence" -> {
        ((ServerCallStreamObserver<StringValue>) to)
            .setOnCancelHandler(() -> abandoned.add("by " + Caller.current()));
        silent.add(to);
      }
      case "fill" -> answer(to, "x".repeat(Channels.MAX_MESSAGE_BYTES));
      default -> answer(to, request.getValue() + " to " + Caller.current());
    }
  }

  private static DefiniteFailure failure() {
    return new DefiniteFailure(Failure.Code.NO_LEADER, "nobody leads");
  }

  private static void answer(StreamObserver<StringValue> to, String text) {
    to.onNext(StringValue.of(text));
    to.onCompleted();
  }

  private void serve(boolean takesTrunks, boolean prompt) throws Exception {
    ServerServiceDefinition echo =
        ServerServiceDefinition.builder(Echo.SERVICE)
            .addMethod(Echo.SAY, ServerCalls.asyncUnaryCall(this::say))
            .build();
    LinkGate callee = new LinkGate();
    Set<String> direct = prompt ? Set.of(Echo.SERVICE) : Set.of();
    NettyServerBuilder door =
        Doors.open(
                NODE,
                new java.net.InetSocketAddress("127.0.0.1", 0),
                Tls.NONE,
                token,
                callee,
                RpcTap.SILENT,
                handlers,
                direct)
            .addService(echo)
            .intercept(
                new ServerInterceptor() {
                  @Override
                  public <A, B> ServerCall.Listener<A> interceptCall(
                      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
                    streams.add(call.getMethodDescriptor().getFullMethodName());
                    return next.startCall(call, headers);
                  }
                });
    if (takesTrunks) {
      TrunkServer taken =
          Doors.trunks(NODE, callee, RpcTap.SILENT, handlers, direct, List.of(echo));
      door.addService(taken.definition());
      trunks = taken;
    }
    Server started = door.build().start();
    server = started;
    channels.follow(
        AddressBook.of(
            List.of(
                Address.newBuilder()
                    .setNode(NODE.name())
                    .setHost("127.0.0.1")
                    .setPort(started.getPort())
                    .build())));
  }

  private Server server() {
    Server started = server;
    assertThat(started).isNotNull();
    return started;
  }

  @AfterEach
  void close() {
    channels.close();
    if (server != null) {
      server.shutdownNow();
    }
    handlers.shutdownNow();
  }

  private ListenableFuture<StringValue> ask(String text, long millis) {
    return ClientCalls.futureUnaryCall(
        channels
            .to(NODE)
            .newCall(
                Echo.SAY, CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS)),
        StringValue.of(text));
  }

  private String answer(String text) throws Exception {
    return ask(text, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)).get().getValue();
  }

  private Status refusal(ListenableFuture<StringValue> call) {
    return Status.fromThrowable(error(call));
  }

  private Throwable error(ListenableFuture<StringValue> call) {
    try {
      return new AssertionError("answered: " + call.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      return e;
    }
  }

  private long alone() {
    return streams.stream().filter(Echo.SAY.getFullMethodName()::equals).count();
  }

  /** Calls until one opens no stream of its own. */
  private void openTrunk() throws Exception {
    long before;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    do {
      before = alone();
      answer("hello");
      assertThat(System.nanoTime()).as("within %s s", PATIENCE_SECONDS).isLessThan(end);
    } while (alone() > before);
  }

  @Test
  void smallCallsShareOneStreamOnceItIsOpen() throws Exception {
    serve(true, true);
    openTrunk();
    long before = alone();
    List<ListenableFuture<StringValue>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(ask("call " + i, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)));
    }
    for (int i = 0; i < 1000; i++) {
      assertThat(calls.get(i).get().getValue()).isEqualTo("call " + i + " to client");
    }
    assertThat(alone()).isEqualTo(before);
    assertThat(streams).filteredOn(TRUNK::equals).hasSize(1);
  }

  @Test
  void handlersMayBlockWithoutHoldingUpTheOthers() throws Exception {
    serve(true, false);
    openTrunk();
    ListenableFuture<StringValue> slow = ask("silence", 20_000);
    StreamObserver<StringValue> late = silent.take();
    assertThat(answer("hello")).isEqualTo("hello to client");
    answer(late, "at last");
    assertThat(slow.get().getValue()).isEqualTo("at last");
  }

  @Test
  void aBlockingCallerIsWokenInItsOwnThread() throws Exception {
    serve(true, true);
    openTrunk();
    long before = alone();
    assertThat(
            ClientCalls.blockingUnaryCall(
                    channels.to(NODE), Echo.SAY, CallOptions.DEFAULT, StringValue.of("hello"))
                .getValue())
        .isEqualTo("hello to client");
    assertThat(alone()).isEqualTo(before);
  }

  @Test
  void failuresAreTheSameOnBoth() throws Exception {
    serve(true, true);
    StoreException first = Failures.fromStatus(error(ask("fail", 20_000)), true);
    Status broken = refusal(ask("break", 20_000));
    openTrunk();
    long before = alone();
    assertThat(Failures.fromStatus(error(ask("fail", 20_000)), true).failure())
        .isEqualTo(first.failure())
        .isEqualTo(failure().failure());
    assertThat(refusal(ask("break", 20_000)).getCode()).isEqualTo(broken.getCode());
    assertThat(refusal(ask("fill", 20_000)).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(answer("hello")).isEqualTo("hello to client");
    assertThat(alone()).isEqualTo(before);
  }

  @Test
  void whoGivesUpTellsTheCallee() throws Exception {
    serve(true, true);
    openTrunk();
    assertThat(refusal(ask("silence", SHORT_MILLIS)).getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(abandoned.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("by client");
    ListenableFuture<StringValue> unwanted = ask("silence", 60_000);
    silent.take();
    silent.take();
    unwanted.cancel(true);
    assertThat(abandoned.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("by client");
    assertThat(answer("hello")).isEqualTo("hello to client");
  }

  @Test
  void linkRulesHoldForEachCall() throws Exception {
    serve(true, true);
    openTrunk();
    caller.obey(
        LinkRules.of(
            List.of(LinkRule.newBuilder().setFrom("client").setTo("node1").setCut(true).build())));
    assertThat(refusal(ask("hello", SHORT_MILLIS)).getCode())
        .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    caller.obey(LinkRules.NONE);
    assertThat(answer("hello")).isEqualTo("hello to client");
    assertThat(streams).filteredOn(TRUNK::equals).hasSize(1);
  }

  @Test
  void whatIsLargeTravelsByItself() throws Exception {
    serve(true, true);
    openTrunk();
    long before = alone();
    String large = "x".repeat(TrunkChannel.MAX_BYTES);
    assertThat(answer(large)).isEqualTo(large + " to client");
    assertThat(alone()).isEqualTo(before + 1);
  }

  @Test
  void aPeerThatTakesNoTrunksIsCalledAsBefore() throws Exception {
    serve(false, true);
    for (int i = 0; i < 100; i++) {
      assertThat(answer("hello")).isEqualTo("hello to client");
    }
    assertThat(alone()).isEqualTo(100);
  }

  @Test
  void callsFailWithTheTrunkThatTheyAreOn() throws Exception {
    serve(true, true);
    openTrunk();
    ListenableFuture<StringValue> call = ask("silence", 60_000);
    silent.take();
    server().shutdownNow();
    assertThat(refusal(call).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(abandoned.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("by client");
  }

  @Test
  void aServerThatEndsAnswersWhatItHasBegun() throws Exception {
    serve(true, true);
    openTrunk();
    ListenableFuture<StringValue> call = ask("silence", 60_000);
    StreamObserver<StringValue> late = silent.take();
    trunks.close();
    server().shutdown();
    answer(late, "the last word");
    assertThat(call.get().getValue()).isEqualTo("the last word");
    assertThat(server().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }
}
