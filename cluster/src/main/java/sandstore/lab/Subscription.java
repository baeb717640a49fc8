package sandstore.lab;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Event;
import sandstore.proto.ObserveServiceGrpc.ObserveServiceStub;
import sandstore.proto.PositionRequest;
import sandstore.proto.PositionResponse;
import sandstore.proto.SubscribeRequest;

/**
 * The stream of events of one node process, from its first event on. When it breaks while the
 * process runs, it is taken up again after the last event that came.
 */
final class Subscription {
  /** Events of one node that may be on their way to the view. */
  private static final int WINDOW = 512;

  private static final long PAUSE_MILLIS = 20;

  private final ObserveServiceStub node;
  private final long incarnation;
  private final EventFeed feed;
  private final BooleanSupplier alive;
  private final ScheduledExecutorService timer;
  private final CompletableFuture<Subscription> ended = new CompletableFuture<>();

  /** Who waits for an event, by its sequence. */
  private final ConcurrentNavigableMap<Long, CompletableFuture<Void>> awaited =
      new ConcurrentSkipListMap<>();

  private volatile long last;

  /**
   * @param alive whether the process still runs
   */
  Subscription(
      ObserveServiceStub node,
      long incarnation,
      EventFeed feed,
      BooleanSupplier alive,
      ScheduledExecutorService timer) {
    this.node = node;
    this.incarnation = incarnation;
    this.feed = feed;
    this.alive = alive;
    this.timer = timer;
  }

  /** Sequence of the newest event that came. */
  long last() {
    return last;
  }

  long incarnation() {
    return incarnation;
  }

  /** Completes once the process is gone and nothing more can come. */
  CompletableFuture<Subscription> ended() {
    return ended;
  }

  /**
   * Completes once all that the node had told when it was asked has been submitted, or once it is
   * known that it does not answer.
   */
  CompletableFuture<Void> caughtUp(Duration atMost) {
    CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    try {
      ask(atMost, caughtUp);
    } catch (RuntimeException e) {
      caughtUp.complete(null); // the node has no address now
    }
    return caughtUp;
  }

  private void ask(Duration atMost, CompletableFuture<Void> caughtUp) {
    node.withDeadlineAfter(atMost.toNanos(), TimeUnit.NANOSECONDS)
        .position(
            PositionRequest.getDefaultInstance(),
            new StreamObserver<PositionResponse>() {
              @Override
              public void onNext(PositionResponse position) {
                var unused = whenCome(position).thenRun(() -> caughtUp.complete(null));
              }

              @Override
              public void onError(Throwable t) {
                caughtUp.complete(null);
              }

              @Override
              public void onCompleted() {}
            });
  }

  private CompletableFuture<Void> whenCome(PositionResponse position) {
    if (position.getIncarnation() != incarnation) {
      return CompletableFuture.completedFuture(null);
    }
    long sequence = position.getSequence();
    CompletableFuture<Void> come =
        awaited.computeIfAbsent(sequence, s -> new CompletableFuture<>());
    if (sequence <= last) { // looked at only now, since it may have come meanwhile
      come.complete(null);
    }
    return come;
  }

  void open() {
    SubscribeRequest from =
        SubscribeRequest.newBuilder().setIncarnation(incarnation).setAfterSequence(last).build();
    node.subscribe(from, new Stream());
  }

  private void broke() {
    if (alive.getAsBoolean()) {
      var unused = timer.schedule(this::reopen, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      ended.complete(this);
    }
  }

  private void reopen() {
    try {
      open();
    } catch (RuntimeException e) {
      broke(); // the node has no address now
    }
  }

  private final class Stream implements ClientResponseObserver<SubscribeRequest, Event> {
    private @Nullable ClientCallStreamObserver<SubscribeRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
      call = started;
      started.disableAutoRequestWithInitial(WINDOW);
    }

    @Override
    public void onNext(Event event) {
      ClientCallStreamObserver<SubscribeRequest> open = call;
      feed.submit(event, () -> more(open));
      last = Math.max(last, event.getSequence());
      Map<Long, CompletableFuture<Void>> come = awaited.headMap(last, true);
      come.values().forEach(future -> future.complete(null));
      come.clear();
    }

    private static void more(@Nullable ClientCallStreamObserver<SubscribeRequest> call) {
      if (call != null) {
        call.request(1);
      }
    }

    @Override
    public void onError(Throwable t) {
      broke();
    }

    @Override
    public void onCompleted() {
      broke();
    }
  }
}
