package sandstore.wire.trunk;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.TrunkServiceGrpc;

/** A connection whose small calls go on a trunk, as soon as and as long as one is open. */
public final class TrunkChannel extends Channel {
  /** What a call may bring to travel on a trunk, and how much may wait there to leave. */
  public static final int MAX_BYTES = 256 << 10;

  /** A call with this option travels by itself. */
  public static final CallOptions.Key<Boolean> ALONE =
      CallOptions.Key.createWithDefault("sandstore-alone", false);

  /** So long nobody tries again after a trunk could not be opened. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ManagedChannel connection;
  private final Supplier<CallOptions> opening;
  private final Supplier<Metadata> introduction;
  private final Metadata.Key<String> id;
  private final ScheduledExecutorService clock;
  private final AtomicReference<@Nullable Trunk> trunk = new AtomicReference<>();
  private volatile boolean refused;
  private volatile long notBefore = System.nanoTime();

  /**
   * @param opening for the call that is the trunk
   * @param introduction its headers: who calls
   * @param id the one header of a call that travels with it
   * @param clock ends calls that are late
   */
  public TrunkChannel(
      ManagedChannel connection,
      Supplier<CallOptions> opening,
      Supplier<Metadata> introduction,
      Metadata.Key<String> id,
      ScheduledExecutorService clock) {
    this.connection = connection;
    this.opening = opening;
    this.introduction = introduction;
    this.id = id;
    this.clock = clock;
  }

  @Override
  public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
    if (method.getType() != MethodDescriptor.MethodType.UNARY || options.getOption(ALONE)) {
      return connection.newCall(method, options);
    }
    Trunk open = trunk.get();
    if (open != null && open.carries()) {
      return new TrunkCall<>(open, connection, method, options, id);
    }
    if (open == null && !refused) {
      open();
    }
    return connection.newCall(method, options);
  }

  private void open() {
    if (connection.getState(false) != ConnectivityState.READY
        || System.nanoTime() - notBefore < 0) {
      return;
    }
    Trunk fresh =
        new Trunk(
            connection.newCall(
                TrunkServiceGrpc.getCarryMethod(), opening.get().withOnReadyThreshold(MAX_BYTES)),
            clock,
            this::ended);
    if (trunk.compareAndSet(null, fresh)) {
      fresh.open(introduction.get());
    }
  }

  private void ended(Trunk which, Status status) {
    refused |= status.getCode() == Status.Code.UNIMPLEMENTED;
    notBefore = System.nanoTime() + PAUSE_NANOS;
    trunk.compareAndSet(which, null);
  }

  @Override
  public String authority() {
    return connection.authority();
  }
}
