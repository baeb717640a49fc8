package sandstore.wire;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call whose request, or whose reply, the lab may hold. It is made only when its first message
 * may leave, and its time begins then: whoever waited for it waited for the lab, not for the
 * network. If a reply might be held the time is kept here instead of by gRPC, and stands still
 * while the callee says that it holds the reply.
 *
 * <p>A request that is dropped makes the call and sends nothing on it, as a cut link does: the
 * caller cannot know that.
 */
final class HoldableCall<A, B> extends ClientCall<A, B> implements Holds.Waiting {
  private static final long NO_LIMIT = -1;

  private final LinkGate gate;
  private final Link link;
  private final RpcTap tap;
  private final MethodDescriptor<A, B> method;
  private final CallOptions options;
  private final Function<CallOptions, ClientCall<A, B>> make;
  private final Consumer<Runnable> flush;
  private final long id = LinkClientInterceptor.nextId();
  private final long limitNanos;

  private final List<A> messages = new ArrayList<>();
  private Listener<B> listener = new Listener<>() {};
  private Metadata headers = new Metadata();
  private int requested;
  private boolean halfClosed;
  private long number;
  private long heldSince;

  // Read without the lock: whoever asks may have one that the listener needs.
  private volatile boolean begun;
  private volatile boolean waits;
  private volatile boolean over;
  private volatile @Nullable ClientCall<A, B> made;

  /**
   * @param make makes the call itself; called on delivery, since the callee may listen elsewhere by
   *     then
   * @param flush makes the callee send what it has for this process, and then runs something
   */
  HoldableCall(
      LinkGate gate,
      Link link,
      RpcTap tap,
      MethodDescriptor<A, B> method,
      CallOptions options,
      Function<CallOptions, ClientCall<A, B>> make,
      Consumer<Runnable> flush) {
    this.flush = flush;
    this.gate = gate;
    this.link = link;
    this.tap = tap;
    this.method = method;
    this.options = options.withOption(LinkClientInterceptor.ID, id);
    this.make = make;
    Deadline deadline = options.getDeadline();
    this.limitNanos = deadline == null ? NO_LIMIT : deadline.timeRemaining(TimeUnit.NANOSECONDS);
  }

  /** Whether its request waits for the lab's word. */
  boolean waits() {
    return waits;
  }

  @Override
  public synchronized void start(Listener<B> newListener, Metadata newHeaders) {
    listener = newListener;
    headers = newHeaders;
  }

  @Override
  public synchronized void request(int count) {
    ClientCall<A, B> call = made;
    if (call == null) {
      requested += count;
    } else {
      call.request(count);
    }
  }

  @Override
  public synchronized void sendMessage(A message) {
    if (over) {
      return;
    }
    ClientCall<A, B> call = made;
    if (call != null) {
      call.sendMessage(message);
      return;
    }
    begun = true;
    messages.add(message);
    if (messages.size() > 1) {
      return;
    }
    RpcTap.Rpc rpc =
        new RpcTap.Rpc(id, link.from(), link.to(), tap.kind(bareName(method), message));
    if (gate.holds().keeps(link, rpc.kind(), false, tap.detail(message))) {
      heldSince = System.nanoTime();
      waits = true;
      number = gate.holds().hold(rpc, false, tap.detail(message), this, tap);
    } else {
      deliver();
    }
  }

  private static String bareName(MethodDescriptor<?, ?> method) {
    return String.valueOf(method.getBareMethodName());
  }

  @Override
  public synchronized void halfClose() {
    if (over) {
      return;
    }
    ClientCall<A, B> call = made;
    if (call != null) {
      call.halfClose();
      return;
    }
    halfClosed = true;
    if (!waits) {
      deliver();
    }
  }

  @Override
  public void cancel(@Nullable String why, @Nullable Throwable cause) {
    Listener<B> told;
    synchronized (this) {
      ClientCall<A, B> call = made;
      if (call != null) {
        call.cancel(why, cause);
        return;
      }
      if (over) {
        return;
      }
      over = true;
      told = listener;
    }
    if (waits()) {
      gate.holds().gone(number, "its sender gave up");
    }
    told.onClose(Status.CANCELLED.withDescription(why).withCause(cause), new Metadata());
  }

  @Override
  public boolean isReady() {
    ClientCall<A, B> call = made;
    return call == null ? !begun && !over : call.isReady();
  }

  @Override
  public Attributes getAttributes() {
    ClientCall<A, B> call = made;
    return call == null ? Attributes.EMPTY : call.getAttributes();
  }

  @Override
  public synchronized void deliver() {
    goesOn();
    if (over || made != null) {
      return;
    }
    boolean patient = limitNanos != NO_LIMIT && mayHoldReply();
    if (patient) {
      headers.put(Headers.PATIENT, "1");
    }
    PatientListener<B> patience =
        new PatientListener<>(listener, limitNanos, gate, flush, this::giveUp);
    boolean underway =
        patient ? begin(options.withDeadline(null), patience) : begin(limited(), listener);
    if (underway) {
      messages.forEach(m -> use().sendMessage(m));
      messages.clear();
      if (halfClosed) {
        use().halfClose();
      }
      if (patient) {
        patience.run();
      }
    }
  }

  private void goesOn() {
    if (waits) {
      waits = false;
      HeldTime.add(options, System.nanoTime() - heldSince);
    }
  }

  private void giveUp() {
    synchronized (this) {
      over = true; // nothing may be sent on a call that was cancelled
    }
    use().cancel("no answer in time", null);
  }

  private boolean mayHoldReply() {
    return gate.holds().rules().touch(link.reversed(), true);
  }

  @Override
  public synchronized void drop() {
    goesOn();
    if (!over && made == null && begin(limited(), listener)) {
      messages.clear();
      over = true; // for what is sent; it may still be cancelled, and ends by its deadline
    }
  }

  private CallOptions limited() {
    return limitNanos == NO_LIMIT
        ? options
        : options.withDeadlineAfter(limitNanos, TimeUnit.NANOSECONDS);
  }

  private ClientCall<A, B> use() {
    ClientCall<A, B> call = made;
    if (call == null) {
      throw new IllegalStateException("not made yet");
    }
    return call;
  }

  /** False when there is nobody to call any more, which the listener is told. */
  private boolean begin(CallOptions with, Listener<B> heard) {
    try {
      ClientCall<A, B> call = make.apply(with);
      made = call;
      call.start(heard, headers);
      if (requested > 0) {
        call.request(requested);
      }
      return true;
    } catch (StatusRuntimeException e) {
      over = true;
      Metadata trailers = e.getTrailers();
      listener.onClose(e.getStatus(), trailers == null ? new Metadata() : trailers);
      return false;
    }
  }

  @Override
  public Optional<Holds.Copy> copy() {
    synchronized (this) {
      if (method.getType() != MethodType.UNARY || messages.isEmpty()) {
        return Optional.empty();
      }
      A message = messages.get(0);
      long copyId = LinkClientInterceptor.nextId();
      RpcTap.Rpc rpc =
          new RpcTap.Rpc(copyId, link.from(), link.to(), tap.kind(bareName(method), message));
      return Optional.of(new Holds.Copy(rpc, new Second(copyId, message)));
    }
  }

  /** The same request as a call of its own, whose answer is nobody's. */
  private final class Second implements Holds.Waiting {
    private final long copyId;
    private final A message;

    Second(long copyId, A message) {
      this.copyId = copyId;
      this.message = message;
    }

    @Override
    public void deliver() {
      try {
        ClientCall<A, B> call = make.apply(limited().withOption(LinkClientInterceptor.ID, copyId));
        call.start(new Listener<>() {}, new Metadata());
        call.request(1);
        call.sendMessage(message);
        call.halfClose();
      } catch (StatusRuntimeException e) {
        // Nobody is there to get it, and nobody waits for its answer.
        drop();
      }
    }

    @Override
    public void drop() {}
  }

  @Override
  public String toString() {
    return "HoldableCall[" + id + " " + method.getBareMethodName() + "]";
  }
}
