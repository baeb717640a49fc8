package sandstore.node.observe;

import io.grpc.stub.StreamObserver;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import sandstore.node.disk.RingFile;
import sandstore.proto.Event;
import sandstore.proto.NodeState;
import sandstore.proto.SubscribeRequest;
import sandstore.wire.EventLogFile;
import sandstore.wire.NodeId;

/**
 * Numbers, stamps and keeps the events of one incarnation of one node, and hands them to
 * subscribers. Threads may share it.
 *
 * <p><b>A state and its place among the events.</b> A subscription begins with a {@code NodeState}
 * and goes on with the events that are not in it. To stop the node for that would be to wait for a
 * reader. Instead the position is taken first and the state after it, so every event up to the
 * position is in the state, provided that components report an event under the same lock under
 * which they change what it tells of and describe it. The state may hold a little more: what was
 * reported while it was taken, which is then told again, and marked. That does no harm, since
 * events carry absolute values: whoever folds them ends where the node is. But on the way there a
 * commit index may seem to fall, and whoever looks for that passes over what is marked. While the
 * node is quiet the state is exact; a few attempts are spent on catching it so.
 */
public final class Observer implements Reporter, Closeable {
  /** Events that wait for one subscriber, at most. */
  static final int QUEUE = 8192;

  private static final int ATTEMPTS_AT_QUIET = 3;

  private final NodeId node;
  private final long incarnation;
  private final RingFile ring;
  private final LongSupplier clock;
  private final int queueLimit;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private long sequence;

  /**
   * @param clock the node's wall clock, in milliseconds since 1970
   */
  public Observer(NodeId node, long incarnation, RingFile ring, LongSupplier clock) {
    this(node, incarnation, ring, clock, QUEUE);
  }

  Observer(NodeId node, long incarnation, RingFile ring, LongSupplier clock, int queueLimit) {
    this.clock = clock;
    this.node = node;
    this.incarnation = incarnation;
    this.ring = ring;
    this.queueLimit = queueLimit;
  }

  @Override
  public void report(Event.Builder event) {
    synchronized (this) {
      Event told = stamp(event, ++sequence);
      ring.append(told.toByteArray());
      for (Subscriber subscriber : subscribers) {
        subscriber.offer(told);
      }
    }
  }

  Event stamp(Event.Builder event, long number) {
    return event
        .setNode(node.name())
        .setIncarnation(incarnation)
        .setSequence(number)
        .setNanos(System.nanoTime())
        .setAtMillis(clock.getAsLong())
        .build();
  }

  /** Sequence of the last event; 0 before the first. */
  public synchronized long position() {
    return sequence;
  }

  public long incarnation() {
    return incarnation;
  }

  /** The state as of now, with its place among the events in {@code upto_sequence}. */
  public NodeState capture(Supplier<NodeState> state) {
    NodeState taken;
    long before;
    long after;
    int attempt = 0;
    do {
      before = position();
      taken = state.get();
      after = position();
    } while (after != before && ++attempt < ATTEMPTS_AT_QUIET);
    return taken.toBuilder().setUptoSequence(before).setTakenSequence(after).build();
  }

  /**
   * Streams to one reader, from a thread of its own, until the reader cancels or this is closed.
   * Returns at once. To be called within the gRPC method that received the request.
   *
   * <p>A reader that asks from now (incarnation 0) gets a {@code NodeState}, then all later events.
   * One that names the last event it has gets what it missed, if the ring still holds all of it
   * (for an older incarnation: this one from its first event), then a {@code NodeState}, then all
   * later events. What was lost to it is told as {@code EventsLost} and a {@code NodeState}.
   *
   * @param state describes the node now; called on the subscription's thread, without any lock
   */
  public Closeable subscribe(
      SubscribeRequest from, StreamObserver<Event> out, Supplier<NodeState> state) {
    Subscriber subscriber = new Subscriber(this, out, () -> capture(state), queueLimit);
    synchronized (this) {
      // Under the lock, so that from this position on every event is in its queue.
      subscribers.add(subscriber);
      subscriber.start(from, sequence);
    }
    return subscriber;
  }

  /** How many are subscribed now. */
  int readers() {
    return subscribers.size();
  }

  void forget(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }

  /** This incarnation's events after {@code after}, up to {@code last}, as far as the ring goes. */
  List<Event> kept(long after, long last) {
    List<byte[]> records = ring.records(first -> isBefore(first, after));
    return EventLogFile.parse(records).stream()
        .filter(
            e ->
                e.getIncarnation() == incarnation
                    && e.getSequence() > after
                    && e.getSequence() <= last)
        .toList();
  }

  private boolean isBefore(byte[] record, long after) {
    Event event = EventLogFile.parse(List.of(record)).get(0);
    return event.getIncarnation() != incarnation || event.getSequence() <= after + 1;
  }

  /** Subscribers get what is in their queues, and then the end of the stream. */
  @Override
  public void close() {
    subscribers.forEach(Subscriber::end);
  }
}
