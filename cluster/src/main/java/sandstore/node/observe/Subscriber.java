package sandstore.node.observe;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.proto.Event;
import sandstore.proto.EventsLost;
import sandstore.proto.NodeState;
import sandstore.proto.SubscribeRequest;
import sandstore.wire.Failures;

/**
 * One reader of the event stream: a bounded queue that the reporter fills without ever waiting, and
 * a thread that empties it as fast as the reader takes.
 *
 * <p>An event after a silence goes out at once. What follows within {@link #LINGER_NANOS} goes out
 * together: to wake a thread here, one of the network, and two in the reader for each event by
 * itself would cost more than what the events tell of.
 */
final class Subscriber implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** Far less than an eye notices; under load dozens of events. */
  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Observer observer;
  private final StreamObserver<Event> out;
  private final @Nullable ServerCallStreamObserver<Event> call;
  private final Supplier<NodeState> state;
  private final int limit;

  // guarded by this
  private final Deque<Event> queue = new ArrayDeque<>();
  private boolean overflowed;
  private boolean ending;
  private boolean closed;

  /** The delivering thread collects, and is not to be woken by one more event. */
  private boolean lingering;

  /** Whether it has told anything since it last lingered; used by it only. */
  private boolean delivered;

  /** The last sequence that the reader knows of; used by the delivering thread only. */
  private long told;

  /** Up to this one, what it tells may be in the last state. */
  private long taken;

  Subscriber(Observer observer, StreamObserver<Event> out, Supplier<NodeState> state, int limit) {
    this.observer = observer;
    this.out = out;
    this.state = state;
    this.limit = limit;
    this.call = out instanceof ServerCallStreamObserver<Event> c ? c : null;
    if (call != null) {
      call.setOnReadyHandler(this::wake);
      call.setOnCancelHandler(this::close);
    }
  }

  /**
   * @param position everything after it will be offered
   */
  void start(SubscribeRequest from, long position) {
    Thread thread = new Thread(() -> run(from, position), "events-to-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /** Called in the order of the sequences. */
  synchronized void offer(Event event) {
    if (overflowed || closed) {
      return;
    }
    if (queue.size() >= limit) {
      overflowed = true;
      queue.clear();
    } else {
      queue.add(event);
      if (lingering && queue.size() < limit / 2) {
        return;
      }
    }
    notifyAll();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** No more will be offered. */
  synchronized void end() {
    ending = true;
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    queue.clear();
    notifyAll();
  }

  private void run(SubscribeRequest from, long position) {
    try {
      begin(from, position);
      while (awaitWork()) {
        Event next = poll(Long.MAX_VALUE);
        if (next != null) {
          tell(next);
        } else if (restartDue()) {
          beginAnew();
        }
      }
      if (!isClosed()) {
        out.onCompleted();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!isClosed()) {
        LOG.warn("an event stream broke off", e);
        out.onError(Failures.toStatus(e));
      }
    } finally {
      close();
      observer.forget(this);
    }
  }

  private void begin(SubscribeRequest from, long position) throws InterruptedException {
    if (from.getIncarnation() == 0) {
      tellState(state.get());
      return;
    }
    told = from.getIncarnation() == observer.incarnation() ? from.getAfterSequence() : 0;
    List<Event> missed = observer.kept(told, position);
    boolean whole = missed.size() == position - told;
    if (!whole) {
      beginAnew();
      return;
    }
    for (Event event : missed) {
      tell(event);
    }
    NodeState now = state.get();
    for (Event e = poll(now.getUptoSequence()); e != null; e = poll(now.getUptoSequence())) {
      tell(e);
    }
    if (told == now.getUptoSequence()) { // else the queue ran over meanwhile
      tellState(now);
    }
  }

  /** Says what is lost, and goes on from the state. */
  private void beginAnew() throws InterruptedException {
    NodeState now = state.get();
    long upto = now.getUptoSequence();
    if (upto > told) {
      EventsLost lost = EventsLost.newBuilder().setFirst(told + 1).setLast(upto).build();
      send(observer.stamp(Event.newBuilder().setEventsLost(lost), upto));
    }
    tellState(now);
  }

  private void tellState(NodeState now) throws InterruptedException {
    send(observer.stamp(Event.newBuilder().setNodeState(now), now.getUptoSequence()));
    told = now.getUptoSequence();
    taken = now.getTakenSequence();
  }

  /** What is in the state already is passed over. */
  private void tell(Event event) throws InterruptedException {
    if (event.getSequence() > told) {
      send(event.getSequence() <= taken ? event.toBuilder().setRetold(true).build() : event);
      told = event.getSequence();
    }
  }

  private void send(Event event) throws InterruptedException {
    if (awaitReader()) {
      out.onNext(event);
      delivered = true;
    }
  }

  /** False when the reader is gone. */
  private synchronized boolean awaitReader() throws InterruptedException {
    while (!closed && call != null && !call.isReady()) {
      wait();
    }
    return !closed;
  }

  /** False when nothing will come any more. */
  private synchronized boolean awaitWork() throws InterruptedException {
    if (queue.isEmpty()) {
      linger();
    }
    while (!closed && !overflowed && queue.isEmpty() && !ending) {
      wait();
    }
    return !closed && (overflowed || !queue.isEmpty());
  }

  /** After a delivery: lets the next events come together. */
  private synchronized void linger() throws InterruptedException {
    if (!delivered) {
      return;
    }
    delivered = false;
    lingering = true;
    long until = System.nanoTime() + LINGER_NANOS;
    for (long left = LINGER_NANOS;
        left > 0 && !closed && !overflowed && !ending && queue.size() < limit / 2;
        left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    lingering = false;
  }

  private synchronized @Nullable Event poll(long upto) {
    Event head = queue.peek();
    return head != null && head.getSequence() <= upto ? queue.poll() : null;
  }

  /** True once after the queue ran over; from then on it takes events again. */
  private synchronized boolean restartDue() {
    boolean due = overflowed;
    overflowed = false;
    return due;
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
