package sandstore.node.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.node.disk.RingFile;
import sandstore.proto.Event;
import sandstore.proto.NodeState;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.Quarantined;
import sandstore.proto.SubscribeRequest;
import sandstore.wire.NodeId;

/** A reader at the other end of a connection, that takes as much as it likes. */
class ObserverOverGrpcTest {
  @TempDir Path folder;
  private Observer observer;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    observer =
        new Observer(
            NodeId.of(1),
            1,
            RingFile.open(folder.resolve("ring"), 1 << 20),
            System::currentTimeMillis,
            64);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                new ObserveServiceGrpc.ObserveServiceImplBase() {
                  @Override
                  public void subscribe(SubscribeRequest from, StreamObserver<Event> out) {
                    observer.subscribe(from, out, NodeState::getDefaultInstance);
                  }
                })
            .build()
            .start();
    channel =
        NettyChannelBuilder.forAddress("localhost", server.getPort())
            .usePlaintext()
            .flowControlWindow(64 << 10)
            .build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private static final class Reader implements ClientResponseObserver<SubscribeRequest, Event> {
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    volatile ClientCallStreamObserver<SubscribeRequest> call;

    @Override
    public void beforeStart(ClientCallStreamObserver<SubscribeRequest> stream) {
      call = stream;
      stream.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(Event event) {
      events.add(event);
    }

    @Override
    public void onError(Throwable t) {}

    @Override
    public void onCompleted() {}
  }

  private void report(int times) {
    for (int i = 0; i < times; i++) {
      Quarantined event = Quarantined.newBuilder().setReason("x".repeat(200)).build();
      observer.report(Event.newBuilder().setQuarantined(event));
    }
  }

  @Test
  void aStalledConnectionHoldsUpNobodyAndConvergesLater() {
    Reader reader = new Reader();
    ObserveServiceGrpc.newStub(channel).subscribe(SubscribeRequest.getDefaultInstance(), reader);
    await().until(() -> reader.events.size() == 1);
    report(5_000);
    reader.call.request(1_000_000);
    report(1);
    await()
        .until(
            () -> reader.events.get(reader.events.size() - 1).getSequence() == observer.position());
    long upto = 0;
    long lost = 0;
    synchronized (reader.events) {
      for (Event e : reader.events) {
        assertThat(e.getSequence()).isGreaterThanOrEqualTo(upto);
        if (e.hasEventsLost()) {
          assertThat(e.getEventsLost().getFirst()).isEqualTo(upto + 1);
          lost++;
        } else if (!e.hasNodeState()) {
          assertThat(e.getSequence()).isEqualTo(upto + 1);
        }
        upto = e.getSequence();
      }
    }
    assertThat(lost).isPositive();
  }

  @Test
  void aReaderThatLeavesIsForgotten() {
    Reader reader = new Reader();
    ObserveServiceGrpc.newStub(channel).subscribe(SubscribeRequest.getDefaultInstance(), reader);
    await().until(() -> reader.events.size() == 1);
    assertThat(observer.readers()).isEqualTo(1);
    reader.call.cancel("enough", null);
    await().until(() -> observer.readers() == 0);
  }
}
