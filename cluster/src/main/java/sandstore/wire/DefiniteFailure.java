package sandstore.wire;

import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;

/** The operation did not happen and never will. */
public final class DefiniteFailure extends StoreException {
  private static final long serialVersionUID = 1L;

  public DefiniteFailure(Failure failure) {
    super(failure.toBuilder().setDefinite(true).build(), null);
  }

  public DefiniteFailure(Failure.Code code, String message) {
    this(code, message, null);
  }

  public DefiniteFailure(Failure.Code code, String message, @Nullable Throwable cause) {
    super(Failure.newBuilder().setCode(code).setMessage(message).setDefinite(true).build(), cause);
  }
}
