package sandstore.wire;

import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;

/** The operation may have happened, or may still happen. */
public final class UnknownOutcome extends StoreException {
  private static final long serialVersionUID = 1L;

  public UnknownOutcome(Failure failure) {
    super(failure.toBuilder().setDefinite(false).build(), null);
  }

  public UnknownOutcome(Failure.Code code, String message) {
    this(code, message, null);
  }

  public UnknownOutcome(Failure.Code code, String message, @Nullable Throwable cause) {
    super(Failure.newBuilder().setCode(code).setMessage(message).setDefinite(false).build(), cause);
  }
}
