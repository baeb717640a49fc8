package sandstore.node.observe;

import java.io.Closeable;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Event;
import sandstore.proto.HeldFate;
import sandstore.proto.RpcAnswered;
import sandstore.proto.RpcDetail;
import sandstore.proto.RpcDropped;
import sandstore.proto.RpcFailed;
import sandstore.proto.RpcReceived;
import sandstore.proto.RpcReleased;
import sandstore.proto.RpcSent;
import sandstore.wire.HeldRpc;
import sandstore.wire.RpcKinds;
import sandstore.wire.RpcTap;

/**
 * Tells of every RPC that this node sends, receives, answers, drops; under load, of some, with the
 * count of the others. Threads may share it.
 *
 * <p>An RPC that was told when it was sent is told when it is answered, so that nobody sees a call
 * in flight that has ended. A reply stream is told by its first message and counted after that.
 */
public final class RpcReporter implements RpcTap, Closeable {
  private static final long FLUSH_MILLIS = 200;
  private static final int MAX_IN_FLIGHT = 10_000;

  private enum What {
    SENT,
    RECEIVED,
    ANSWERED,
    DROPPED,
    FAILED
  }

  private record Key(What what, String kind, String from, String to, boolean reply, String why) {
    // Both written out: those that the compiler makes are linked at their first call, which is in
    // the middle of a start and costs 30 ms.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && what == that.what
          && kind.equals(that.kind)
          && from.equals(that.from)
          && to.equals(that.to)
          && reply == that.reply
          && why.equals(that.why);
    }

    @Override
    public int hashCode() {
      return Objects.hash(what, kind, from, to, reply, why);
    }
  }

  private final Reporter reporter;
  private final RpcDescriber describer;
  private final LongSupplier nanos;
  private final Sampler<Key> sampler = new Sampler<>(TimeUnit.MILLISECONDS.toNanos(FLUSH_MILLIS));
  private final Set<Long> toldInFlight = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService flusher;

  public RpcReporter(Reporter reporter, RpcDescriber describer) {
    this(reporter, describer, System::nanoTime);
    var unused =
        flusher.scheduleWithFixedDelay(
            this::flush, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Flushes only when told to. */
  RpcReporter(Reporter reporter, RpcDescriber describer, LongSupplier nanos) {
    this.reporter = reporter;
    this.describer = describer;
    this.nanos = nanos;
    this.flusher =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread t = new Thread(run, "rpc-counts");
              t.setDaemon(true);
              return t;
            });
  }

  /** Names that two services share are told apart. */
  @Override
  public String kind(String method, @Nullable Object request) {
    return describer.kind(RpcKinds.of(method, request), request);
  }

  @Override
  public RpcDetail detail(Object message) {
    RpcDetail detail = describer.detail(message);
    return detail == null ? RpcDetail.getDefaultInstance() : detail;
  }

  /** Every one: what waits must be seen to wait. */
  @Override
  public void held(HeldRpc held) {
    reporter.report(Event.newBuilder().setRpcHeld(held.told()));
  }

  @Override
  public void released(HeldRpc held, HeldFate fate, String reason) {
    reporter.report(
        Event.newBuilder()
            .setRpcReleased(
                RpcReleased.newBuilder().setMessage(held.told()).setFate(fate).setReason(reason)));
  }

  /** Of each kind of event, on each link. */
  private static int perSecond(String kind) {
    return switch (kind) {
      case "MemberHeartbeat" -> 1;
      case "WriteChunk", "ReadChunk", "ListChunks" -> 10;
      default -> 50;
    };
  }

  @Override
  public void sent(Rpc rpc, Object request, long delayMillis) {
    int likeIt = admit(key(What.SENT, rpc, false, ""));
    if (likeIt < 0) {
      return;
    }
    if (toldInFlight.size() < MAX_IN_FLIGHT) {
      toldInFlight.add(rpc.id());
    }
    RpcSent.Builder event =
        RpcSent.newBuilder()
            .setId(rpc.id())
            .setTo(rpc.to().name())
            .setKind(rpc.kind())
            .setDelayMillis((int) delayMillis)
            .setLikeIt(likeIt);
    RpcDetail detail = describer.detail(request);
    if (detail != null) {
      event.setDetail(detail);
    }
    reporter.report(Event.newBuilder().setRpcSent(event));
  }

  @Override
  public void received(Rpc rpc) {
    Key key = key(What.RECEIVED, rpc, false, "");
    int likeIt = admit(key);
    if (likeIt >= 0) {
      report(key, rpc.id(), likeIt);
    }
  }

  @Override
  public void answered(Rpc rpc, Object reply, long tookMicros) {
    Key key = key(What.ANSWERED, rpc, false, "");
    if (!toldInFlight.remove(rpc.id())) {
      sampler.fold(key, nanos.getAsLong());
      return;
    }
    RpcAnswered.Builder event =
        RpcAnswered.newBuilder()
            .setId(rpc.id())
            .setTo(rpc.to().name())
            .setKind(rpc.kind())
            .setTookMicros(tookMicros)
            .setLikeIt(sampler.take(key));
    RpcDetail detail = describer.detail(reply);
    if (detail != null) {
      event.setDetail(detail);
    }
    reporter.report(Event.newBuilder().setRpcAnswered(event));
  }

  @Override
  public void dropped(Rpc rpc, boolean reply, String rule) {
    tellOrFold(key(What.DROPPED, rpc, reply, rule), rpc.id());
  }

  @Override
  public void failed(Rpc rpc, String reason) {
    tellOrFold(key(What.FAILED, rpc, false, reason), rpc.id());
  }

  private void tellOrFold(Key key, long id) {
    boolean ends = key.what() == What.FAILED && toldInFlight.remove(id);
    int likeIt = ends ? sampler.take(key) : admit(key);
    if (likeIt >= 0) {
      report(key, id, likeIt);
    }
  }

  /** Tells the counts that no later RPC has carried along. */
  void flush() {
    for (Sampler.Folded<Key> folded : sampler.due(nanos.getAsLong())) {
      report(folded.key(), 0, folded.count() - 1);
    }
  }

  private int admit(Key key) {
    return sampler.admit(key, perSecond(key.kind()), nanos.getAsLong());
  }

  private static Key key(What what, Rpc rpc, boolean reply, String why) {
    return new Key(what, rpc.kind(), rpc.from().name(), rpc.to().name(), reply, why);
  }

  private void report(Key k, long id, int likeIt) {
    Event.Builder event = Event.newBuilder();
    switch (k.what()) {
      case SENT ->
          event.setRpcSent(
              RpcSent.newBuilder().setId(id).setTo(k.to()).setKind(k.kind()).setLikeIt(likeIt));
      case RECEIVED ->
          event.setRpcReceived(
              RpcReceived.newBuilder()
                  .setId(id)
                  .setFrom(k.from())
                  .setKind(k.kind())
                  .setLikeIt(likeIt));
      case ANSWERED ->
          event.setRpcAnswered(
              RpcAnswered.newBuilder().setId(id).setTo(k.to()).setKind(k.kind()).setLikeIt(likeIt));
      case DROPPED ->
          event.setRpcDropped(
              RpcDropped.newBuilder()
                  .setId(id)
                  .setFrom(k.from())
                  .setTo(k.to())
                  .setKind(k.kind())
                  .setReply(k.reply())
                  .setRule(k.why())
                  .setLikeIt(likeIt));
      case FAILED ->
          event.setRpcFailed(
              RpcFailed.newBuilder()
                  .setId(id)
                  .setTo(k.to())
                  .setKind(k.kind())
                  .setReason(k.why())
                  .setLikeIt(likeIt));
    }
    reporter.report(event);
  }

  @Override
  public void close() {
    flusher.shutdownNow();
  }
}
