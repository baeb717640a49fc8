package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.proto.Event;
import sandstore.proto.OperationInvoked;
import sandstore.wire.NodeId;

class EventFeedTest {
  private final Listeners listeners = new Listeners();
  private final EventFeed feed = new EventFeed(ClusterView.EMPTY, Fold::fold, listeners);

  @AfterEach
  void finish() throws InterruptedException {
    feed.finish();
  }

  private static Event.Builder invoked(long id) {
    return Event.newBuilder().setOperationInvoked(OperationInvoked.newBuilder().setId(id));
  }

  @Test
  void eventsOfManyThreadsGetOneOrderAndEachTellersOwnStays() throws InterruptedException {
    int tellers = 4;
    int each = 2000;
    List<LabEvent> heard = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < tellers; t++) {
      OwnEvents teller = new OwnEvents(new NodeId("client" + t), feed);
      threads.add(
          new Thread(() -> LongStream.range(0, each).forEach(i -> teller.tell(invoked(i)))));
    }
    threads.forEach(Thread::start);
    assertThat(feed.await(v -> v.operations().invoked() == tellers * each, Duration.ofSeconds(10)))
        .isTrue();

    heard.addAll(feed.log().after(0, Integer.MAX_VALUE));
    assertThat(heard).hasSize(tellers * each);
    assertThat(heard.stream().mapToLong(LabEvent::order))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, tellers * each).boxed().toList());
    for (int t = 0; t < tellers; t++) {
      String name = "client" + t;
      assertThat(
              heard.stream()
                  .map(LabEvent::event)
                  .filter(e -> e.getNode().equals(name))
                  .map(Event::getSequence))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, each).boxed().toList());
    }
    assertThat(feed.view().order()).isEqualTo(tellers * each);
  }

  @Test
  void whoSettlesFindsInTheViewWhatWasToldBefore() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    EventFeed slow =
        new EventFeed(
            ClusterView.EMPTY,
            (before, event) -> {
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Fold.fold(before, event);
            },
            listeners);
    new OwnEvents(NodeId.CLIENT, slow).tell(invoked(1));
    List<Long> found = new CopyOnWriteArrayList<>();
    Thread settling =
        new Thread(
            () -> {
              slow.settle(Duration.ofMinutes(1));
              found.add(slow.view().operations().invoked());
            });
    settling.start();
    await().until(() -> settling.getState() == Thread.State.TIMED_WAITING);
    assertThat(found).isEmpty();
    goOn.countDown();
    settling.join();
    assertThat(found).containsExactly(1L);
    slow.finish();
    slow.settle(Duration.ofMinutes(1)); // an ended feed is not waited for
  }

  @Test
  void aListenerHearsEachEventWithTheViewAfterIt() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    OwnEvents client = new OwnEvents(NodeId.CLIENT, feed);
    try (AutoCloseable handle =
        listeners.add((e, view) -> heard.add(e.order() + ":" + view.operations().invoked()))) {
      client.tell(invoked(1));
      client.tell(invoked(2));
      await().until(() -> heard.size() == 2);
    }
    assertThat(heard).containsExactly("1:1", "2:2");
  }

  @Test
  void aStuckListenerHoldsUpNobody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger heard = new AtomicInteger();
    OwnEvents client = new OwnEvents(NodeId.CLIENT, feed);
    int many = 30_000;
    try (AutoCloseable handle =
        listeners.add(
            (e, view) -> {
              heard.incrementAndGet();
              try {
                release.await();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            })) {
      for (int i = 0; i < many; i++) {
        client.tell(invoked(i));
      }
      assertThat(feed.await(v -> v.operations().invoked() == many, Duration.ofSeconds(10)))
          .isTrue();
      assertThat(heard.get()).isLessThanOrEqualTo(1);
      release.countDown();
    }
  }

  @Test
  void waitingEndsInTimeAndByInterrupt() throws InterruptedException {
    assertThat(feed.await(v -> v.order() > 0, Duration.ofMillis(20))).isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> feed.await(v -> v.order() > 0, Duration.ofSeconds(60)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void whoFollowsTheLogIsWokenByWhatComesAndByAnInterrupt() throws Exception {
    EventLog log = new EventLog(3);
    BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    Thread follower =
        new Thread(
            () -> {
              try {
                for (long upTo = 0; ; upTo++) {
                  log.awaitAfter(upTo, 1).forEach(e -> seen.add(e.order()));
                }
              } catch (InterruptedException enough) {
                seen.add(-1L);
              }
            });
    follower.start();
    for (long order = 1; order <= 2; order++) {
      log.add(new LabEvent(order, 0, Event.getDefaultInstance()));
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(order);
    }
    follower.interrupt();
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(-1);
  }

  @Test
  void onlyTheLastEventsAreKept() {
    EventLog log = new EventLog(3);
    assertThat(log.after(0, 10)).isEmpty();
    for (long order = 1; order <= 5; order++) {
      log.add(new LabEvent(order, 0, Event.getDefaultInstance()));
    }
    assertThat(log.first()).isEqualTo(3);
    assertThat(log.after(0, 10)).extracting(LabEvent::order).containsExactly(3L, 4L, 5L);
    assertThat(log.after(3, 1)).extracting(LabEvent::order).containsExactly(4L);
    assertThat(log.event(2)).isEmpty();
    assertThat(log.event(5)).isPresent();
  }

  @Test
  void aFoldThatFailsIsLoud() throws InterruptedException {
    EventFeed broken =
        new EventFeed(
            ClusterView.EMPTY,
            (view, event) -> {
              throw new IllegalArgumentException("no such case");
            },
            listeners);
    broken.submit(Event.getDefaultInstance());
    assertThatThrownBy(() -> broken.await(v -> v.order() > 0, Duration.ofSeconds(10)))
        .hasRootCauseMessage("no such case");
  }
}
