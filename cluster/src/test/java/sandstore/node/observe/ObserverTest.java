package sandstore.node.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.node.disk.RingFile;
import sandstore.proto.CommitAdvanced;
import sandstore.proto.Event;
import sandstore.proto.NodeState;
import sandstore.proto.SubscribeRequest;
import sandstore.wire.EventLogFile;
import sandstore.wire.NodeId;

class ObserverTest {
  private static final NodeId NODE = NodeId.of(1);

  @TempDir Path folder;
  private Path file;
  private Observer observer;

  /** A component: one number, reported under the lock under which it changes and is described. */
  private final AtomicLong committed = new AtomicLong();

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve(EventLogFile.NAME);
    observer = new Observer(NODE, 5, RingFile.open(file, 1 << 20), System::currentTimeMillis);
  }

  private void commit(Observer to, int times) {
    for (int i = 0; i < times; i++) {
      synchronized (committed) {
        CommitAdvanced event =
            CommitAdvanced.newBuilder().setTo(committed.incrementAndGet()).build();
        to.report(Event.newBuilder().setCommitAdvanced(event));
      }
    }
  }

  private NodeState describe() {
    synchronized (committed) {
      return NodeState.newBuilder().setCommitIndex(committed.get()).build();
    }
  }

  private static SubscribeRequest after(long incarnation, long sequence) {
    return SubscribeRequest.newBuilder()
        .setIncarnation(incarnation)
        .setAfterSequence(sequence)
        .build();
  }

  private static final SubscribeRequest FROM_NOW = SubscribeRequest.getDefaultInstance();

  /** Reads along, folds, and checks that nothing is missing. */
  private static class Reader implements StreamObserver<Event> {
    final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    volatile long upto;
    volatile long folded;
    volatile boolean completed;

    @Override
    public void onNext(Event e) {
      events.add(e);
      switch (e.getKindCase()) {
        case NODE_STATE -> {
          upto = e.getNodeState().getUptoSequence();
          folded = e.getNodeState().getCommitIndex();
        }
        case EVENTS_LOST -> {
          assertThat(e.getEventsLost().getFirst()).isEqualTo(upto + 1);
          upto = e.getEventsLost().getLast();
        }
        default -> {
          assertThat(e.getSequence()).isEqualTo(upto + 1);
          upto = e.getSequence();
          folded = e.getCommitAdvanced().getTo();
        }
      }
      assertThat(e.getSequence()).isEqualTo(upto);
    }

    @Override
    public void onError(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void onCompleted() {
      completed = true;
    }

    List<Event.KindCase> kinds() {
      synchronized (events) {
        return events.stream().map(Event::getKindCase).toList();
      }
    }
  }

  @Test
  void anEventIsInTheRingBeforeReportReturns() throws IOException {
    commit(observer, 3);
    List<Event> kept = EventLogFile.read(file);
    assertThat(kept).extracting(Event::getSequence).containsExactly(1L, 2L, 3L);
    assertThat(kept).allMatch(e -> e.getNode().equals("node1") && e.getIncarnation() == 5);
    assertThat(kept.get(0).getAtMillis()).isPositive();
    assertThat(kept.get(2).getNanos() - kept.get(0).getNanos()).isNotNegative();
  }

  @Test
  void aSubscriptionFromNowBeginsWithTheState() {
    commit(observer, 3);
    Reader reader = new Reader();
    observer.subscribe(FROM_NOW, reader, this::describe);
    await().until(() -> reader.upto == 3);
    commit(observer, 2);
    await().until(() -> reader.upto == 5);
    assertThat(reader.events.get(0).getNodeState().getCommitIndex()).isEqualTo(3);
    assertThat(reader.kinds())
        .containsExactly(
            Event.KindCase.NODE_STATE,
            Event.KindCase.COMMIT_ADVANCED,
            Event.KindCase.COMMIT_ADVANCED);
  }

  /** A state that could not be taken in quiet holds more than its place among the events says. */
  @Test
  void whatAStateMayHoldAlreadyIsMarkedWhenItIsToldAgain() {
    Reader reader = new Reader();
    observer.subscribe(
        FROM_NOW,
        reader,
        () -> {
          commit(observer, 2);
          return describe();
        });
    await().until(() -> reader.upto == committed.get() && committed.get() == 6);
    commit(observer, 1);
    await().until(() -> reader.upto == 7);

    assertThat(reader.events.get(0).getNodeState().getCommitIndex()).isEqualTo(6);
    assertThat(reader.events).extracting(Event::getSequence).containsExactly(4L, 5L, 6L, 7L);
    assertThat(reader.events)
        .extracting(Event::getRetold)
        .containsExactly(false, true, true, false);
  }

  @Test
  void aReaderThatComesBackMissesNothing() {
    commit(observer, 10);
    Reader reader = new Reader();
    reader.upto = 4;
    observer.subscribe(after(5, 4), reader, this::describe);
    await().until(() -> reader.kinds().contains(Event.KindCase.NODE_STATE));
    commit(observer, 1);
    await().until(() -> reader.upto == 11);
    assertThat(reader.kinds()).hasSize(8).doesNotContain(Event.KindCase.EVENTS_LOST);
    assertThat(reader.folded).isEqualTo(11);
  }

  @Test
  void aReaderOfAnOlderIncarnationGetsThisOneFromItsFirstEvent() throws IOException {
    commit(observer, 3);
    Observer next = new Observer(NODE, 6, RingFile.open(file, 1 << 20), System::currentTimeMillis);
    commit(next, 2);
    Reader reader = new Reader();
    next.subscribe(after(5, 3), reader, this::describe);
    await().until(() -> reader.kinds().contains(Event.KindCase.NODE_STATE));
    assertThat(reader.events).extracting(Event::getSequence).containsExactly(1L, 2L, 2L);
    assertThat(EventLogFile.read(file))
        .extracting(Event::getIncarnation)
        .containsExactly(5L, 5L, 5L, 6L, 6L);
  }

  @Test
  void whatTheRingNoLongerHoldsIsToldAsLost() throws IOException {
    Observer small =
        new Observer(
            NODE, 5, RingFile.open(folder.resolve("small"), 8 * 256), System::currentTimeMillis);
    commit(small, 500);
    Reader reader = new Reader();
    reader.upto = 1;
    small.subscribe(after(5, 1), reader, this::describe);
    await().until(() -> reader.kinds().contains(Event.KindCase.NODE_STATE));
    assertThat(reader.events.get(0).getEventsLost().getFirst()).isEqualTo(2);
    assertThat(reader.events.get(0).getEventsLost().getLast()).isEqualTo(500);
    assertThat(reader.folded).isEqualTo(500);
  }

  @Test
  void aSlowReaderIsNeverWaitedForAndIsToldWhatItLost() throws IOException {
    Observer bounded =
        new Observer(
            NODE, 5, RingFile.open(folder.resolve("b"), 1 << 20), System::currentTimeMillis, 16);
    CountDownLatch go = new CountDownLatch(1);
    Reader slow =
        new Reader() {
          @Override
          public void onNext(Event e) {
            super.onNext(e);
            try {
              go.await();
            } catch (InterruptedException interrupted) {
              Thread.currentThread().interrupt();
            }
          }
        };
    bounded.subscribe(FROM_NOW, slow, this::describe);
    await().until(() -> slow.events.size() == 1);
    commit(bounded, 1000); // returns although nobody reads
    go.countDown();
    commit(bounded, 1);
    await().until(() -> slow.folded == 1001 && slow.upto == 1001);
    assertThat(slow.kinds()).contains(Event.KindCase.EVENTS_LOST);
  }

  @Test
  void stateAndEventsConvergeWhileTheNodeIsBusy() throws InterruptedException {
    Thread[] busy = new Thread[3];
    for (int i = 0; i < busy.length; i++) {
      busy[i] = new Thread(() -> commit(observer, 5_000));
      busy[i].start();
    }
    List<Reader> readers = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 10; i++) {
      Reader reader = new Reader();
      readers.add(reader);
      observer.subscribe(i % 2 == 0 ? FROM_NOW : after(5, 0), reader, this::describe);
    }
    for (Thread t : busy) {
      t.join();
    }
    await()
        .untilAsserted(
            () -> assertThat(readers).allMatch(r -> r.upto == 15_000 && r.folded == 15_000));
  }

  @Test
  void closingDeliversTheRestAndEndsTheStream() {
    Reader reader = new Reader();
    observer.subscribe(FROM_NOW, reader, this::describe);
    commit(observer, 100);
    observer.close();
    await().until(() -> reader.completed);
    assertThat(reader.upto).isEqualTo(100);
  }
}
