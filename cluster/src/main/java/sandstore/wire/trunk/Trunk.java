package sandstore.wire.trunk;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import sandstore.proto.TrunkReply;
import sandstore.proto.TrunkRequest;

/** The caller's end of a trunk: one stream, and the calls on it that are not answered yet. */
final class Trunk extends ClientCall.Listener<TrunkReply> {
  private static final long NEVER = Long.MAX_VALUE;

  private final ClientCall<TrunkRequest, TrunkReply> stream;
  private final ScheduledExecutorService clock;
  private final BiConsumer<Trunk, Status> ended;
  private final Map<Long, TrunkCall<?, ?>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /** When calls are looked through for late ones: no later than the first one is due. */
  private final AtomicLong nextLook = new AtomicLong(NEVER);

  private final long origin = System.nanoTime();
  private volatile boolean up;
  private volatile boolean over;

  /**
   * @param ended told once, with the stream's last word
   */
  Trunk(
      ClientCall<TrunkRequest, TrunkReply> stream,
      ScheduledExecutorService clock,
      BiConsumer<Trunk, Status> ended) {
    this.stream = stream;
    this.clock = clock;
    this.ended = ended;
  }

  void open(Metadata introduction) {
    stream.start(this, introduction);
    stream.request(Integer.MAX_VALUE); // an answer is for somebody who waits for it
  }

  /** The peer has said that it takes calls here, and the stream has not ended. */
  boolean carries() {
    return up && !over;
  }

  /** A name for a call on this trunk. */
  long number() {
    return numbers.incrementAndGet();
  }

  /**
   * From now on the call is ended when it is late, or with the stream.
   *
   * @param limitNanos from now; negative = as long as it takes
   */
  void expect(TrunkCall<?, ?> call, long limitNanos) {
    waiting.put(call.number(), call);
    if (limitNanos >= 0) {
      look(now() + limitNanos);
    }
    if (over && forget(call)) {
      call.end(lost());
    }
  }

  /** False if it was not expected any more. */
  boolean forget(TrunkCall<?, ?> call) {
    return waiting.remove(call.number(), call);
  }

  /** What was handed over last has left, or nearly all of it. */
  boolean isReady() {
    return stream.isReady();
  }

  /** False if it was not sent and never will be. */
  boolean send(TrunkRequest request) {
    synchronized (stream) { // which takes one message at a time
      if (over) {
        return false;
      }
      stream.sendMessage(request);
      return true;
    }
  }

  /** In nanoseconds since this trunk was made. */
  long now() {
    return System.nanoTime() - origin;
  }

  /** One look serves all calls: with the usual deadline of a second, it comes once a second. */
  private void look(long at) {
    long planned = nextLook.get();
    while (at < planned) {
      if (nextLook.compareAndSet(planned, at)) {
        try {
          var unused =
              clock.schedule(() -> endLate(at), Math.max(0, at - now()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
          return; // and the stream with it, which ends its calls
        }
        return;
      }
      planned = nextLook.get();
    }
  }

  private void endLate(long planned) {
    if (!nextLook.compareAndSet(planned, NEVER)) {
      return; // an earlier look was planned after this one, and planned the next
    }
    long now = now();
    long first = NEVER;
    for (TrunkCall<?, ?> call : waiting.values()) {
      if (call.due() <= now) {
        call.giveUp(Status.DEADLINE_EXCEEDED.withDescription("no answer in time"));
      } else {
        first = Math.min(first, call.due());
      }
    }
    if (first != NEVER) {
      look(first);
    }
  }

  @Override
  public void onHeaders(Metadata headers) {
    up = true;
  }

  @Override
  public void onMessage(TrunkReply reply) {
    TrunkCall<?, ?> call = waiting.remove(reply.getCall());
    if (call != null) {
      call.answered(reply);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    synchronized (stream) {
      over = true;
    }
    ended.accept(this, status);
    for (TrunkCall<?, ?> call : waiting.values()) {
      if (forget(call)) {
        call.end(lost());
      }
    }
  }

  private static Status lost() {
    return Status.UNAVAILABLE.withDescription("the connection was lost");
  }
}
