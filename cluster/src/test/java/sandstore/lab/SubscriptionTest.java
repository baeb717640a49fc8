package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.PositionRequest;
import sandstore.proto.PositionResponse;
import sandstore.proto.SubscribeRequest;

/** Whoever did something and looks at once finds what the nodes told of it. */
final class SubscriptionTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final CompletableFuture<StreamObserver<Event>> reader = new CompletableFuture<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final EventFeed feed =
      new EventFeed(ClusterView.EMPTY, (view, event) -> view, new Listeners());
  private volatile long incarnation = 1;
  private volatile long position = 3;
  private final CountDownLatch answered = new CountDownLatch(1);
  private Server server;
  private ManagedChannel channel;
  private Subscription subscription;

  /** A node whose events are told by the test. */
  private final class Node extends ObserveServiceGrpc.ObserveServiceImplBase {
    @Override
    public void subscribe(SubscribeRequest request, StreamObserver<Event> to) {
      reader.complete(to);
    }

    @Override
    public void position(PositionRequest request, StreamObserver<PositionResponse> to) {
      to.onNext(
          PositionResponse.newBuilder().setIncarnation(incarnation).setSequence(position).build());
      to.onCompleted();
      answered.countDown();
    }
  }

  @BeforeEach
  void open() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
            .addService(new Node())
            .build()
            .start();
    channel =
        NettyChannelBuilder.forAddress(new InetSocketAddress(loopback, server.getPort()))
            .usePlaintext()
            .build();
    subscription =
        new Subscription(ObserveServiceGrpc.newStub(channel), 1, feed, () -> false, timer);
    subscription.open();
  }

  @AfterEach
  void close() throws Exception {
    channel.shutdownNow();
    server.shutdownNow();
    timer.shutdownNow();
    feed.finish();
  }

  private void tell(long sequence) throws Exception {
    reader.get(60, TimeUnit.SECONDS).onNext(Event.newBuilder().setSequence(sequence).build());
  }

  @Test
  void whatTheNodeHadToldIsWaitedFor() throws Exception {
    CompletableFuture<Void> heard = subscription.caughtUp(LONG);
    tell(1);
    tell(2);
    assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
    position = 2;
    subscription.caughtUp(LONG).get(60, TimeUnit.SECONDS);
    assertThat(heard).isNotDone();
    tell(3);
    heard.get(60, TimeUnit.SECONDS);
    feed.settle(LONG);
    assertThat(feed.log().after(0, 10))
        .extracting(e -> e.event().getSequence())
        .isEqualTo(List.of(1L, 2L, 3L));
  }

  @Test
  void nobodyWaitsForWhoDoesNotAnswerOrHasBegunAnew() throws Exception {
    incarnation = 2;
    subscription.caughtUp(LONG).get(60, TimeUnit.SECONDS);
    server.shutdownNow().awaitTermination();
    subscription.caughtUp(LONG).get(60, TimeUnit.SECONDS);
  }
}
