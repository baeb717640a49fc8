package sandstore.lab;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Event;
import sandstore.proto.ObserveServiceGrpc.ObserveServiceStub;
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
      last = Math.max(last, event.getSequence());
      ClientCallStreamObserver<SubscribeRequest> open = call;
      feed.submit(event, () -> more(open));
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
