package sandstore.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import sandstore.proto.Failure;

/** Failures on the wire: a gRPC status with the {@link Failure} in a trailer. */
public final class Failures {
  private static final Metadata.Key<byte[]> TRAILER =
      Metadata.Key.of("sandstore-failure-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private Failures() {}

  /** What a service throws at its caller. */
  public static StatusRuntimeException toStatus(StoreException e) {
    Metadata trailers = new Metadata();
    trailers.put(TRAILER, e.failure().toByteArray());
    return Status.FAILED_PRECONDITION
        .withDescription(e.failure().getMessage())
        .asRuntimeException(trailers);
  }

  /** Like {@link #toStatus(StoreException)} for anything: what is not ours becomes an unknown. */
  public static StatusRuntimeException toStatus(Throwable t) {
    if (t instanceof StoreException e) {
      return toStatus(e);
    }
    if (t instanceof StatusRuntimeException e) {
      return e;
    }
    return toStatus(new UnknownOutcome(Failure.Code.INTERNAL, String.valueOf(t), t));
  }

  /**
   * What a caller makes of a failed call.
   *
   * @param sent whether the request may have left this process; if not, the failure is definite
   */
  public static StoreException fromStatus(Throwable t, boolean sent) {
    if (t instanceof StoreException e) {
      return e;
    }
    Metadata trailers = Status.trailersFromThrowable(t);
    byte[] bytes = trailers == null ? null : trailers.get(TRAILER);
    if (bytes != null) {
      try {
        return StoreException.of(Failure.parseFrom(bytes));
      } catch (InvalidProtocolBufferException e) {
        return new UnknownOutcome(Failure.Code.INTERNAL, "an unreadable failure trailer", e);
      }
    }
    Status status = Status.fromThrowable(t);
    Failure.Code code =
        switch (status.getCode()) {
          case DEADLINE_EXCEEDED -> Failure.Code.TIMEOUT;
          case UNAVAILABLE -> Failure.Code.UNREACHABLE;
          case UNAUTHENTICATED -> Failure.Code.UNAUTHENTICATED;
          case CANCELLED -> Failure.Code.CANCELLED;
          case UNIMPLEMENTED -> Failure.Code.UNSUPPORTED;
          default -> Failure.Code.INTERNAL;
        };
    boolean definite =
        !sent || code == Failure.Code.UNAUTHENTICATED || code == Failure.Code.UNSUPPORTED;
    return StoreException.of(
        Failure.newBuilder()
            .setCode(code)
            .setDefinite(definite)
            .setMessage(describe(status, code))
            .build());
  }

  private static String describe(Status status, Failure.Code code) {
    return switch (code) {
      case TIMEOUT -> "no answer in time";
      case UNREACHABLE -> "not reachable";
      case UNAUTHENTICATED -> "refused: the lab's token was missing or wrong";
      case CANCELLED -> "cancelled";
      case UNSUPPORTED -> "the node does not serve this call";
      default -> String.valueOf(status.getDescription());
    };
  }
}
